"""Text to a spaCy ``Doc``: the one contract all readers build on.

Whatever the engine, the ``Doc`` it returns satisfies:

- ``doc.text`` is the article's text, character for character;
- ``token.tag_`` is an STTS tag (``NN`` ``NE`` ``VVFIN`` ``VAFIN`` ``VMFIN`` ``VVPP`` ``ADJA``
  ``APPR`` ``PPER`` ``PTKVZ`` …), ``token.pos_`` the UPOS tag, ``token.lemma_`` the lemma;
- finite verbs say their mood: ``token.morph.get("Mood")`` is ``["Ind"]`` or ``["Sub"]``, with
  ``Tense`` ``Pres`` (Konjunktiv I) or ``Past`` (Konjunktiv II); ``VerbForm`` is ``Fin`` ``Inf``
  or ``Part``;
- ``doc.sents`` are sentences and headings; headings are listed in ``doc.spans["headings"]``;
- ``doc.ents`` are names labelled ``PER``, ``ORG`` or ``LOC``;
- white space is a token of its own where it is more than one blank (as spaCy has it).
"""
