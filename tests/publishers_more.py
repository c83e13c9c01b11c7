"""More ways of setting an article, written down before the reader was tried on them.

What `tests.publishers` lacks: several dates on a page, authors in odd places, text that stands
there twice, the next article below, words cut by soft hyphens. Texts of our own, as there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.publishers import (
    STORIES,
    TEASERS,
    Page,
    Story,
    document,
    figure,
    graph_meta,
    linked,
    news,
    paragraphs,
    person,
    von,
)

MONTHS: Sequence[str] = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
                         "September", "Oktober", "November", "Dezember")  # fmt: skip


def in_words(story: Story) -> str:
    when = story.published
    return f"{when.day}. {MONTHS[when.month - 1]} {when.year}"


def head(story: Story, extra: str = "") -> str:
    return f"<h1>{story.title}</h1><p class='article__lead'>{story.lead}</p>{extra}"


def updated_first(story: Story) -> str:
    """The time of the last change stands before that of publication; no linked data."""
    times = f"""<p class="article-dates"><time class="updated" datetime="2025-03-01T09:00:00+01:00">Aktualisiert: 01.03.2025, 09:00</time>
    <time class="published" datetime="{story.iso}">Veröffentlicht: {story.published:%d.%m.%Y, %H:%M}</time></p>"""
    main = f"<main><article>{head(story, times)}<p class='authors'>{von(story)}</p>{paragraphs(story, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story), main, after=TEASERS)


def month_in_words(story: Story) -> str:
    """No time but the one a reader sees, its month in words."""
    line = f'<div class="meta"><span class="author">{von(story)}</span> | <span class="date">{in_words(story)}, {story.published:%H:%M} Uhr</span></div>'
    main = f"<main><article>{head(story, line)}{paragraphs(story, '<p>{}</p>')}</article></main>"
    return document(story, "", main, after=TEASERS)


def printed_edition(story: Story) -> str:
    """Dates of change, of publication and of the printed edition, as labelled text alone."""
    dates = f'<ul class="dates"><li>Zuletzt geändert am 01.03.2025 um 09.00 Uhr</li><li>Erstellt am {story.published:%d.%m.%Y} um {story.published:%H.%M} Uhr</li></ul>'
    foot = '<p class="edition">Erschienen in der gedruckten Ausgabe vom 03.03.2025, Seite 4.</p>'
    main = f"<div class='content'>{head(story, dates)}<p class='byline'>{von(story)}</p><div class='text'>{paragraphs(story, '<p>{}</p>')}</div>{foot}</div>"
    return document(story, graph_meta(story), main)


def names_in_meta(story: Story) -> str:
    """Microdata whose names stand in meta elements."""
    people = "".join(
        f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><meta itemprop="name" content="{name}"></span>'
        for name in story.authors
    )
    main = f"""<main><article itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{story.iso}"><meta itemprop="dateModified" content="2025-03-01T09:00:00+01:00">{people}<h1 itemprop="headline">{story.title}</h1>
    <p itemprop="description">{story.lead}</p><div itemprop="articleBody">{paragraphs(story, "<p>{}</p>")}</div></article></main>"""
    return document(story, graph_meta(story), main, after=TEASERS)


def linked_profiles(story: Story) -> str:
    """The author in meta is an address; who it was is linked below the title."""
    people = " und ".join(
        f'<a href="/autor/{n}" class="author-link">{n}</a>' for n in story.authors
    )
    meta = f'<meta property="article:author" content="https://social.example/kurier"><meta property="article:published_time" content="{story.iso}"><meta property="article:modified_time" content="2025-03-01T09:00:00+01:00">'
    main = f"<main><article>{head(story)}<div class='c-authors'>Von {people}, Oberbeispiel</div>{figure()}{paragraphs(story, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story) + meta, main, after=TEASERS)


def with_roles(story: Story) -> str:
    """Each name with a role, in the linked data and on the page."""
    data = news(story, author=[person(f"{name}, Redakteurin Lokales") for name in story.authors])
    people = "".join(
        f'<div class="author-card"><span class="author-card__name">{name}</span><span class="author-card__role">Redakteurin Lokales</span></div>'
        for name in story.authors
    )
    main = f"<main><article>{head(story)}{people}{paragraphs(story, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def two_agencies(story: Story) -> str:
    """Written from what two agencies sent; their signs end the text."""
    data = news(story, author=[{"@type": "Organization", "name": n} for n in ("dpa", "AFP")])
    body = paragraphs(story, "<p>{}</p>")
    main = f"<main><article>{head(story)}<div class='source'>Quelle: dpa/AFP</div>{body}<p>dpa/AFP/jst</p></article></main>"
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def long_discussion(story: Story) -> str:
    """Readers write more than the newsroom did."""
    said = (
        "Das sehe ich völlig anders, denn wer hier seit dreißig Jahren wohnt, der kennt die Verhältnisse und weiß, wie so etwas am Ende ausgeht. ",
        "Danke für den ausführlichen Bericht, endlich einmal mit Zahlen. Ich hätte mir nur gewünscht, dass auch die Gegenseite zu Wort kommt. ",
        "Früher wäre so etwas an einem Nachmittag entschieden worden, heute braucht man dafür drei Gutachten und eine Arbeitsgruppe. ",
    )
    items = "".join(
        f'<li class="posting" id="posting-{n}"><div class="posting-head">Nutzer{n} · vor {n + 1} Stunden</div><div class="posting-text"><p>{said[n % 3] * 2}</p></div></li>'
        for n in range(18)
    )
    main = f"<main><article>{head(story)}<p>{von(story)}</p>{paragraphs(story, '<p>{}</p>')}</article><section class='discussion' id='discussion'><h2>Diskussion</h2><ol>{items}</ol></section></main>"
    return document(story, graph_meta(story) + linked(news(story)), main)


def next_article(story: Story) -> str:
    """The next article follows in full, as for those who go on scrolling."""
    other = next(one for one in STORIES if one is not story)
    first = f"<article id='a1' class='story'>{head(story)}<p class='by'>{von(story)}</p><time datetime='{story.iso}'>heute</time>{paragraphs(story, '<p>{}</p>')}</article>"
    second = f"<article id='a2' class='story'>{head(other)}<p class='by'>{von(other)}</p><time datetime='{other.iso}'>heute</time>{paragraphs(other, '<p>{}</p>')}</article>"
    main = f"<main>{first}<div class='next-up'>Nächster Artikel</div>{second}</main>"
    return document(story, graph_meta(story) + linked(news(story)), main)


def twice(story: Story) -> str:
    """The lead for wide and for narrow screens, and each heading read out as well."""
    lead = f"<p class='lead lead--desktop d-none d-md-block'>{story.lead}</p><p class='lead lead--mobile d-md-none'>{story.lead}</p>"
    body = paragraphs(story, "<p>{}</p>", '<h2>{}<span class="sr-only">Abschnitt</span></h2>')
    main = f"<main><article><h1>{story.title}</h1>{lead}<p class='byline'>{von(story)}</p>{body}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def soft_hyphens(story: Story) -> str:
    """Long words may be broken, and numbers stand with spaces that do not break."""

    def soft(text: str) -> str:
        words = (w if len(w) < 12 else f"{w[:6]}\u00ad{w[6:]}" for w in text.split(" "))
        return " ".join(words).replace(" Millionen", "\u00a0Millionen")

    softened = Story(story.title, soft(story.lead), tuple(map(soft, story.blocks)), story.authors, story.outlet, story.published)  # fmt: skip
    main = f"<main><article>{head(softened)}<p>{von(story)}</p>{paragraphs(softened, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def initial(story: Story) -> str:
    """The first letter is an element of its own, and the place opens the text in bold."""
    first, *rest = story.blocks
    opening = f'<p class="first"><span class="initial">{first[0]}</span>{escape(first[1:], quote=False)}</p>'
    others = Story(story.title, story.lead, tuple(rest), story.authors, story.outlet, story.published)  # fmt: skip
    main = f"<main><article>{head(story)}<p class='autorzeile'>{von(story)}</p>{opening}{paragraphs(others, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def captions_as_paragraphs(story: Story) -> str:
    """Pictures within the text, their captions in paragraphs with the photographer's name."""
    picture = """<div class="media media--inline"><img src="b.jpg" alt=""><div class="media__info"><p>Vor dem Gebäude stehen am Abend noch immer Menschen und warten auf eine Nachricht.</p><p>© Lena Linse / Bildwerk</p></div></div>"""
    body = paragraphs(story, "<p>{}</p>", after1=picture, after3=picture, after5=picture)
    main = f"<main><article>{head(story)}<p>{von(story)}</p>{body}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def pulled_quotes(story: Story) -> str:
    """Sentences of the text stand once more in large letters between its paragraphs."""
    sentence = story.blocks[1].split(". ")[0].strip()
    pulled = f'<blockquote class="pull-quote"><p>{escape(sentence, quote=False)}</p></blockquote>'
    body = paragraphs(story, "<p>{}</p>", after3=pulled)
    main = f"<main><article>{head(story)}<p>{von(story)}</p>{body}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def with_pages(story: Story) -> str:
    """A long text with a list of its pages, shown on one."""
    pages = """<nav class="article-pagination"><ol><li>Seite 1: Der Streit</li><li>Seite 2: Die Zahlen</li></ol><a href="?all">Auf einer Seite lesen</a></nav>"""
    toc = '<div class="article-toc"><p>Inhalt</p><ul><li><a href="?1">Seite 1 — Der Streit</a></li><li><a href="?2">Seite 2 — Die Zahlen</a></li></ul></div>'
    body = paragraphs(story, '<p class="paragraph article__item">{}</p>')
    main = f"<main><article>{head(story)}<div class='byline'>{von(story)}</div>{toc}<div class='article-page'>{body}</div>{pages}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def tools(story: Story) -> str:
    """Listen, save, print, reading time; how errors are told; what the subscription has."""
    above = """<div class="article-tools"><button>Merken</button><span>Lesezeit: 3 Min.</span><span>Artikel anhören</span><p>Diese Audioversion wurde künstlich erzeugt. Mehr Informationen</p></div>"""
    below = """<p>Fehler gefunden? Schreiben Sie uns an korrektur@kurier.example.</p><p><em>Anmerkung der Redaktion: In einer früheren Fassung war die Zahl der Stimmen falsch angegeben. Wir haben das berichtigt.</em></p>"""
    main = f"<main><article>{head(story)}<p class='by'>{von(story)}</p>{above}{paragraphs(story, '<p>{}</p>')}{below}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def spoken(story: Story) -> str:
    """Questions in bold within the paragraphs of the answers, divided by a break."""
    out, question = [], ""
    for block in story.blocks:
        text = escape(block.removeprefix("# "), quote=False)
        if block.startswith("# "):
            question = f"<strong>{text}</strong><br>"
        else:
            out.append(f"<p>{question}{text}</p>")
            question = ""
    main = f"<main><article>{head(story)}<p class='interview-by'>Interview: {', '.join(story.authors)}</p>{''.join(out)}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def blocks_of_links(story: Story) -> str:
    """Teasers as links that hold headline and text, between the paragraphs, called by numbers."""
    teaser = '<a class="b-4711 u-12" href="/x"><div><img src="t.jpg" alt=""></div><div><span>Verkehr</span><h4>Ampel am Markt fällt wieder aus</h4><p>Zum dritten Mal in diesem Jahr regelt die Polizei den Verkehr von Hand.</p></div></a>'
    body = paragraphs(
        story, '<div class="b-1"><p class="u-7">{}</p></div>', after2=teaser, after4=teaser
    )
    main = f"<main><div class='b-0'>{head(story)}<p>{von(story)}</p>{body}</div></main>"
    return document(story, graph_meta(story) + linked(news(story)), main)


def stamped(story: Story) -> str:
    """One line of dates: that of publication first, the last change in brackets."""
    line = f"<p class='timestamp'>{in_words(story)}, {story.published:%H:%M} Uhr (aktualisiert am 1. März 2025, 9:00 Uhr)</p>"
    main = f"<main><div class='article-detail'>{head(story, line)}<p class='article-author'>{von(story)}, dpa</p>{paragraphs(story, '<p>{}</p>')}</div></main>"
    return document(story, graph_meta(story), main, after=TEASERS)


def guest(story: Story) -> str:
    """Who wrote it is told in a sentence of the page's frame: *Ein Gastbeitrag von*."""
    people = f"<p class='credit'>Ein Gastbeitrag {von(story).replace('Von', 'von')}</p>"
    main = f"<main><article>{head(story, people)}<time datetime='{story.iso}'>{in_words(story)}</time>{paragraphs(story, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story), main, after=TEASERS)


def under_tabs(story: Story) -> str:
    """Comments in a tab of their own with names made by a program, heavier than the text."""
    said = "Wer das beschlossen hat, soll bitte auch dafür geradestehen, und zwar mit dem eigenen Geld, so wie wir alle es tun müssen. "
    items = "".join(
        f'<div class="sc-{n}a" data-testid="comment-{n}"><div class="sc-{n}b">Gast {n}</div><div class="sc-{n}c">{said * 3}</div><button>Antworten</button></div>'
        for n in range(12)
    )
    main = f"<main><article>{head(story)}<p>{von(story)}</p>{paragraphs(story, '<p>{}</p>')}</article><div role='tabpanel' data-testid='comments-panel'><h3>Leserkommentare</h3>{items}</div></main>"
    return document(story, graph_meta(story) + linked(news(story)), main)


def picture_series(story: Story) -> str:
    """Pictures set as links around an image and its caption, numbered, without names."""
    pictures = "".join(
        f'<a href="/bilder/{n}"><img src="{n}.jpg" alt=""><span>{n} von 3: Blick über den Platz am frühen Morgen. Foto: Lena Linse</span></a>'
        for n in range(1, 4)
    )
    body = paragraphs(story, "<p>{}</p>", after2=f"<div>{pictures}</div>")
    main = f"<main><article>{head(story)}<p>{von(story)}</p>{body}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def in_brief(story: Story) -> str:
    """Notes of the desk in italics: where it stood first, what was corrected, how to subscribe."""
    notes = """<p><i>Dieser Artikel erschien zuerst am 16. Februar in der Beilage.</i></p><p><small>Korrekturhinweis: In einer früheren Version dieses Artikels hieß es, die Sitzung habe am Dienstag stattgefunden.</small></p><p>Mit Material von dpa und AFP</p>"""
    main = f"<main><article>{head(story)}<p>{von(story)}</p>{paragraphs(story, '<p>{}</p>')}{notes}</article></main>"
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def list_of_latest(story: Story) -> str:
    """A long list of the latest news beside the text, each with headline, summary and time."""
    latest = "".join(
        f'<li><time datetime="2025-03-0{n}T08:00:00+01:00">0{n}.03.</time><h3><a href="/{n}">Meldung Nummer {n} aus der Region und ihren Gemeinden</a></h3><p>Die Verwaltung hat am Vormittag darüber informiert und will bis zum Ende der Woche Näheres sagen.</p></li>'
        for n in range(1, 10)
    )
    main = f"<div class='grid'><div class='col-3'><h2>Neueste Meldungen</h2><ul>{latest}</ul></div><div class='col-9'>{head(story)}<p class='autor'>{von(story)}</p><p class='date'>{story.published:%d.%m.%Y}, {story.published:%H:%M} Uhr</p>{paragraphs(story, '<p>{}</p>')}</div></div>"
    return document(story, graph_meta(story), main)


STYLES: tuple[Callable[[Story], str], ...] = (
    updated_first, month_in_words, printed_edition, names_in_meta, linked_profiles, with_roles,
    two_agencies, long_discussion, next_article, twice, soft_hyphens, initial,
    captions_as_paragraphs, pulled_quotes, with_pages, tools, spoken, blocks_of_links,
    stamped, guest, under_tabs, picture_series, in_brief, list_of_latest,
)  # fmt: skip


def _authors(style: str, story: Story) -> tuple[str, ...]:
    """Signs of agencies in a byline are authors, too."""
    if style == "two_agencies":
        return "dpa", "AFP"
    return (*story.authors, "dpa") if style == "stamped" else story.authors


def pages() -> list[Page]:
    """Every story in every style."""
    return [
        Page(
            style.__name__,
            style(story),
            "\n\n".join((story.lead, *(block.removeprefix("# ") for block in story.blocks))),
            _authors(style.__name__, story),
            story.published,
        )
        for style in STYLES
        for story in STORIES
    ]
