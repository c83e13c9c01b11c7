"""Pages built as German, Austrian and Swiss publishers build theirs, with texts of our own.

Each style is one way of setting an article: what stands around it, what is pushed between its
paragraphs, and where the page tells title, authors and time. The names of the styles say what
they imitate in kind; no page and no sentence is taken from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape


@dataclass(frozen=True)
class Story:
    """An article as its newsroom wrote it; a block that begins with ``# `` is a heading."""

    title: str
    lead: str
    blocks: tuple[str, ...]
    authors: tuple[str, ...]
    outlet: str
    published: datetime

    @property
    def iso(self) -> str:
        return self.published.isoformat()

    @property
    def url(self) -> str:
        return "https://kurier.example/politik/artikel-4711.html"


@dataclass(frozen=True)
class Page:
    """A page and what should be read from it."""

    style: str
    html: str
    text: str
    authors: tuple[str, ...]
    published: datetime


STORIES = (
    Story(
        "Kreistag streitet über das Geld für die Musterklinik",
        "Der Landkreis soll sein Krankenhaus mit 18 Millionen Euro stützen. Die Mehrheit dafür wackelt.",
        (
            "Der Kreistag von Oberbeispiel hat am Montagabend fast fünf Stunden lang über die Zukunft der Musterklinik beraten. Am Ende vertagten die Abgeordneten den Beschluss auf die Sitzung im März. Bis dahin soll ein Gutachten vorliegen, das der Landrat in Auftrag gegeben hat.",
            "„Wir reden über ein Haus, in dem jedes Jahr 900 Kinder zur Welt kommen“, sagte Landrätin Gesa Tabelle in der Debatte. Ohne Hilfe sei die Klinik im Herbst zahlungsunfähig. Sie warb dafür, den Zuschuss auf drei Jahre zu verteilen.",
            "# Kritik aus den Gemeinden",
            "Die Bürgermeister der kleineren Gemeinden sehen das anders. Sie fürchten, dass die Kreisumlage steigt und ihnen das Geld für Schulen und Straßen fehlt. Der Zuschuss löse kein einziges Problem, er verschiebe es nur, erklärte der Sprecher der Runde, Arno Zeile.",
            "Nach Angaben der Kreisverwaltung hat die Klinik im vergangenen Jahr ein Minus von 6,3 Millionen Euro gemacht. Vor allem die Kosten für Leihkräfte und Energie seien gestiegen. Die Zahl der Patienten liege dagegen noch immer unter der von 2019.",
            "# Gutachten soll Klarheit bringen",
            "Das Gutachten soll drei Wege vergleichen: den Erhalt aller Abteilungen, die Zusammenlegung mit dem Nachbarkreis und den Verkauf an einen privaten Träger. Vor allem der Verkauf gilt als umstritten. Die Gewerkschaft kündigte für diesen Fall Proteste an.",
            "Im Kreistag verfügt das Bündnis der Landrätin nur über eine Stimme Mehrheit. Zwei seiner Mitglieder ließen am Montag offen, wie sie abstimmen wollen. „Ich brauche Zahlen und keine Appelle“, sagte die Abgeordnete Wiebke Spalte.",
            "Die Belegschaft verfolgte die Sitzung auf einer Leinwand vor dem Kreishaus. Rund 300 Menschen waren gekommen, viele in Arbeitskleidung. Der Betriebsrat sprach von einer vertanen Chance und forderte eine Entscheidung noch vor Ostern.",
        ),
        ("Anna Müller", "Bernd Vorlage"),
        "Beispiel-Kurier",
        datetime(2025, 2, 17, 20, 40, tzinfo=UTC),
    ),
    Story(
        "Nach dem Sturm: Halligen bleiben bis Donnerstag ohne Fähre",
        "Der Wind hat nachgelassen, das Wasser nicht: Auf den Musterhalligen warten 140 Menschen auf Vorräte.",
        (
            "Die Fähre zu den Musterhalligen fährt frühestens am Donnerstag wieder. Das teilte die Reederei am Mittwoch mit. Der Anleger auf der größten Hallig sei unterspült und müsse erst von Tauchern geprüft werden.",
            "Der Sturm hatte in der Nacht zum Dienstag mit Böen von bis zu 140 Kilometern pro Stunde gewütet. Mehrere Warften standen unter Wasser, verletzt wurde niemand. Die Feuerwehr zählte an der Küste mehr als 400 Einsätze.",
            "Auf den Halligen leben im Winter etwa 140 Menschen. Sie haben Vorräte für eine Woche, wie der Vorsteher der Gemeinschaft, Momme Deich, sagte. Knapp werde es allein bei Medikamenten. Ein Hubschrauber soll sie am Nachmittag bringen.",
            "# Schäden in Millionenhöhe",
            "Das Land schätzt die Schäden an Deichen und Straßen auf mindestens zwölf Millionen Euro. Umweltministerin Karin Entwurf kündigte schnelle Hilfe an. Man werde die Menschen nicht mit den Rechnungen allein lassen, versprach sie bei einem Besuch in Musterbüll.",
            "Fachleute warnen, dass solche Fluten häufiger werden könnten. Der Meeresspiegel an diesem Abschnitt der Küste sei seit 1950 um 21 Zentimeter gestiegen, heißt es in einem Bericht des Küstenforschungsinstituts. Die Deiche müssten deshalb um einen Meter wachsen.",
            "Der Wetterdienst erwartet für das Wochenende ruhiges Winterwetter mit leichtem Frost. Erst in der kommenden Woche könnte ein neues Tief die Küste erreichen. Es werde aber wohl weiter nördlich vorbeiziehen.",
        ),
        ("Henrike Ólafsdóttir-Weiß",),
        "Küstenblatt",
        datetime(2025, 1, 15, 11, 5, tzinfo=UTC),
    ),
    Story(
        "Pumpenwerk baut 310 Stellen ab",
        "Der größte Arbeitgeber von Musterheim verlagert die Montage nach Osten. Die Stadt will das nicht hinnehmen.",
        (
            "Die Pumpenwerk AG streicht an ihrem Stammsitz in Musterheim 310 von 1.150 Stellen. Das gab der Vorstand am Freitag auf einer Versammlung der Belegschaft bekannt. Betroffen ist vor allem die Montage, die bis Ende 2026 in ein Werk in Rumänien verlegt werden soll.",
            "Vorstandschef Roland Muster begründete den Schritt mit der schwachen Nachfrage aus der Bauwirtschaft. Der Umsatz war im vergangenen Jahr um 14 Prozent auf 412 Millionen Euro gesunken. „Wir handeln, solange wir noch handeln können“, sagte er.",
            "Die Gewerkschaft warf dem Unternehmen vor, eine Vereinbarung aus dem Jahr 2022 zu brechen. Darin hatte es zugesagt, bis 2027 auf Kündigungen zu verzichten. Man werde den Fall vor das Arbeitsgericht bringen, kündigte Bezirksleiterin Nadja Probe an.",
            "# Stadt bietet Grundstück an",
            "Oberbürgermeister Timo Raster sprach von einem schwarzen Tag. Die Stadt sei bereit, dem Werk ein Grundstück am Güterbahnhof zu überlassen, wenn die Montage bleibe. Ein Gespräch mit dem Vorstand ist für Dienstag vereinbart.",
            "Für die Beschäftigten soll es Abfindungen und eine Transfergesellschaft geben. Wie viel Geld dafür bereitsteht, ließ das Unternehmen offen. Nach Informationen aus Kreisen des Aufsichtsrats sind 26 Millionen Euro eingeplant.",
            "Das Pumpenwerk wurde 1887 gegründet und gehört seit 2011 mehrheitlich einem Finanzinvestor. Es stellt Pumpen für Heizungen und Wasserwerke her. In Musterheim arbeitet fast jeder zehnte Beschäftigte für den Konzern.",
        ),
        ("Cem Beispiel", "Dörte van der Probe", "Emil Muster"),
        "Musterheimer Tagblatt",
        datetime(2025, 2, 14, 15, 0, tzinfo=UTC),
    ),
)

NAV = """<header class="site-header"><a href="/">Start</a><nav><ul><li><a href="/politik">Politik</a></li>
<li><a href="/wirtschaft">Wirtschaft</a></li><li><a href="/sport">Sport</a></li><li><a href="/abo">Abo</a></li>
<li><a href="/epaper">E-Paper</a></li></ul></nav></header>"""
FOOT = """<footer><ul><li><a href="/impressum">Impressum</a></li><li><a href="/datenschutz">Datenschutz</a></li>
<li><a href="/agb">AGB</a></li></ul><p>© 2025 Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung.</p></footer>"""
TEASERS = """<section class="teaser-list"><h2>Das könnte Sie auch interessieren</h2>
<article class="teaser"><a href="/1"><h3>Freibad öffnet später als geplant</h3><p>Die Sanierung der Becken dauert länger, weil ein Bauteil fehlt. Die Stadt hofft auf den Juli.</p></a><time datetime="2024-12-01T08:00:00+01:00">01.12.2024</time></article>
<article class="teaser"><a href="/2"><h3>Ampel am Markt fällt wieder aus</h3><p>Zum dritten Mal in diesem Jahr regelt die Polizei den Verkehr von Hand.</p></a><span class="author">Von Otto Anders</span></article>
<article class="teaser"><a href="/3"><h3>Theater sucht neue Stimmen für den Chor</h3><p>Geprobt wird immer mittwochs, Noten muss niemand lesen können.</p></a></article></section>"""
COMMENTS = """<section id="comments" class="comments"><h2>Kommentare (2)</h2><article class="comment"><p class="comment-author">Leserin17</p><p>Das ist doch alles seit Jahren bekannt und niemand hat etwas dagegen getan, auch nicht die Zeitung.</p></article>
<article class="comment"><p class="comment-author">Nordlicht</p><p>Ich finde die Berichterstattung diesmal ausgewogen und danke der Redaktion dafür sehr.</p></article></section>"""


def figure(caption: str = "Am Ort des Geschehens herrscht am Morgen noch Ruhe.") -> str:
    return (
        f'<figure><img src="a.jpg" alt="Blick auf den Ort"><figcaption>{caption} '
        "<span>Foto: Lena Linse/Bildwerk</span></figcaption></figure>"
    )


def paragraphs(story: Story, p: str, h: str = "<h2>{}</h2>", **between: str) -> str:
    """The blocks set with ``p`` and ``h``; ``after2="…"`` stands after the second block."""
    out = []
    for number, block in enumerate(story.blocks, start=1):
        is_heading = block.startswith("# ")
        out.append((h if is_heading else p).format(escape(block.removeprefix("# "), quote=False)))
        out.append(between.get(f"after{number}", ""))
    return "\n".join(out)


def document(story: Story, head: str, main: str, *, lang: str = "de", after: str = "") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{escape(story.title)} | {story.outlet}</title>{head}</head>"
        f"<body>{NAV}{main}{after}{FOOT}</body></html>"
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def news(story: Story, **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.lead,
        "datePublished": story.iso,
        "dateModified": "2025-03-01T09:00:00+01:00",
        "author": [person(name) for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet},
        "mainEntityOfPage": story.url,
        **more,
    }


def graph_meta(story: Story) -> str:
    return (
        f'<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" '
        f'content="{story.outlet}"><meta property="og:description" content="{escape(story.lead)}">'
        f'<meta name="description" content="{escape(story.lead)}"><link rel="canonical" href="{story.url}">'
    )


def von(story: Story) -> str:
    *most, last = story.authors
    return f"Von {', '.join(most)} und {last}" if most else f"Von {last}"


# the styles


def magazine(story: Story) -> str:
    """Utility classes, the lead in the header, related articles between the paragraphs."""
    related = """<section data-area="related_articles" class="my-24"><div>Mehr zum Thema</div><ul><li><a href="/x">
    <span>Interview</span> »Wir haben zu lange gewartet«</a></li><li><a href="/y">Was der Haushalt für die Kommunen bedeutet</a></li></ul></section>"""
    body = paragraphs(
        story,
        '<section class="relative"><div class="RichText lg:mt-32 md:w-8/12"><p>{}</p></div></section>',
        '<section class="relative"><h3 class="md:w-8/12">{}</h3></section>',
        after1=figure(),
        after2=related,
        after4='<section data-component="Newsletter"><h4>Die Lage am Morgen</h4><p>Der Newsletter der Chefredaktion. Kostenlos in Ihrem Postfach.</p><button>Jetzt abonnieren</button></section>',
    )
    main = f"""<main><article><header data-area="intro"><h2><span class="kicker">Kommunen</span><span>{story.title}</span></h2>
    <div class="RichText leading-loose">{story.lead}</div><div class="font-sansUI">{von(story)}</div>
    <time datetime="2025-03-01 09:00:00" class="timeformat">01.03.2025, 10.00 Uhr</time></header>
    <div data-area="body">{body}</div></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def weekly(story: Story) -> str:
    """A weekly: summary, byline and paragraphs as items, an aside for the newsletter, comments."""
    aside = '<aside class="newsletter-signup article__item"><h3>Newsletter</h3><p>Was jetzt? Der tägliche Morgenüberblick. Mit Ihrer Registrierung nehmen Sie die Datenschutzerklärung zur Kenntnis. Vielen Dank! Wir haben Ihnen eine E-Mail geschickt.</p></aside>'
    toc = '<nav class="article-toc"><h2>Inhalt</h2><p>Auf einer Seite lesen</p></nav>'
    body = paragraphs(
        story,
        '<p class="paragraph article__item">{}</p>',
        '<h2 class="article__subheading article__item">{}</h2>',
        after1=toc,
        after3=aside,
    )
    authors = " und ".join(
        f'<a rel="author" href="/autoren/x">{name}</a>' for name in story.authors
    )
    main = f"""<main><article class="article"><header class="article-header"><h1><span class="article-heading__kicker">Lokalpolitik:</span> <span class="article-heading__title">{story.title}</span></h1>
    <div class="summary">{story.lead}</div><div class="byline">Von {authors}</div>
    <time class="metadata__date" datetime="{story.iso}">17. Februar 2025, 21:40 Uhr</time></header>
    <div class="article-body"><div class="article-page">{body}</div></div></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=COMMENTS)


def daily(story: Story) -> str:
    """Generated class names, data attributes, teasers and an ad within the text."""
    inside = '<div class="css-1d3k" data-manual="teaser"><a href="/z"><span>SZ</span><h4>Haushalt</h4><p>Warum die Kommunen immer weniger Spielraum haben und was das bedeutet</p></a></div>'
    ad = '<div class="ad-slot">Anzeige</div>'
    body = paragraphs(
        story,
        '<p data-manual="paragraph" class="css-13wy">{}</p>',
        '<h3 data-manual="subheadline" class="css-9k">{}</h3>',
        after2=inside,
        after5=ad,
    )
    main = f"""<article><div class="css-77"><h2><span data-manual="overline">Klinik</span><span data-manual="title">{story.title}</span></h2>
    <p data-manual="teaserText" class="css-abc">{story.lead}</p><p class="css-auth">{von(story)}, Musterheim</p>
    <time datetime="{story.iso}">heute</time></div>{figure()}<div itemprop="articleBody">{body}</div></article>"""
    return document(story, graph_meta(story) + linked([news(story)]), main, after=TEASERS)


def broadsheet(story: Story) -> str:
    """Intro text, paragraphs of one class, an author box below, meta elements only."""
    box = """<div class="atc-Author"><img src="x.jpg" alt=""><span>Redakteurin in der Wirtschaft.</span><p>Sie schreibt seit 2014 über Unternehmen und lebt mit ihrer Familie in der Nähe des Werks, von dem sie berichtet.</p><a href="/">Folgen</a></div>"""
    body = paragraphs(
        story,
        '<p class="atc-TextParagraph">{}</p>',
        '<h3 class="atc-SubHeadline">{}</h3>',
        after1=figure(),
    )
    head = (
        graph_meta(story)
        + f'<meta name="author" content="{", ".join(story.authors)}"><meta name="date" content="{story.iso}">'
    )
    main = f"""<article class="atc"><header><span class="atc-HeadlineEmphasis">Klinik:</span><h1>{story.title}</h1>
    <p class="atc-IntroText">{story.lead}</p><ul class="atc-Meta"><li>{von(story)}</li><li>Aktualisiert am 01.03.2025-10:00</li></ul></header>
    <div class="atc-Text js-art">{body}</div>{box}<div class="atc-Footer">Quelle: F.A.Z.</div></article>"""
    return document(story, head, main, after=TEASERS)


def broadcaster(story: Story) -> str:
    """A broadcaster: the first paragraph bold, a line with the state, teasers as paragraphs."""
    teaser = '<div class="teaser-absatz"><a href="/t"><span class="teaser-absatz__topline">Hintergrund</span><span class="teaser-absatz__headline">Wie Kliniken finanziert werden</span><p>Zwei Töpfe und viele Streitpunkte: So funktioniert das System in Deutschland.</p></a></div>'
    body = paragraphs(
        story,
        '<p class="textabsatz m-ten m-offset-one">{}</p>',
        '<h2 class="meldung__subhead">{}</h2>',
        after2=teaser,
    )
    data = news(
        story,
        author=[{"@type": "Person", "name": f"{name}, Landesstudio"} for name in story.authors],
    )
    main = f"""<main><article class="container content-wrapper__group"><div class="seitenkopf__title"><span class="seitenkopf__topline">Debatte</span><h1>{story.title}</h1></div>
    <p class="metatextline">Stand: {story.published:%d.%m.%Y} 21:40 Uhr</p><p class="textabsatz m-ten"><strong>{story.lead}</strong></p>
    <div class="authorline"><p class="authorline__author">{von(story)}, Landesstudio</p></div>{body}
    <p class="textabsatz">Über dieses Thema berichtete das Landesradio am {story.published:%d.%m.%Y} um 17:00 Uhr.</p></article></main>"""
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def news_channel(story: Story) -> str:
    """A news channel: source and sign of the desk below, an embedded player, related videos."""
    player = '<div class="video-player"><p>Der Browser unterstützt kein JavaScript. Bitte aktivieren Sie es, um das Video zu sehen.</p></div>'
    body = paragraphs(
        story,
        "<p>{}</p>",
        "<h2>{}</h2>",
        after1=player,
        after4='<p><a href="/v"><strong>Lesen Sie auch: </strong>Warum das Land nicht zahlen will</a></p>',
    )
    main = f"""<main><article class="article"><div class="article__header"><span class="article__date">{story.published:%d.%m.%Y, %H:%M} Uhr</span>
    <h1 class="article__headline">{story.title}</h1></div><div class="article__text"><p><strong>{story.lead}</strong></p>{body}
    <p class="article__source">Quelle: kurier.example, abc/dpa</p></div></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def tabloid(story: Story) -> str:
    """A tabloid: bold phrases, calls in capitals, polls and videos between."""
    poll = '<div class="poll"><h4>Umfrage</h4><p>Sollte der Landkreis zahlen? Stimmen Sie ab!</p><ul><li>Ja</li><li>Nein</li></ul></div>'
    body = paragraphs(
        story,
        "<p>{}</p>",
        "<h2>{}</h2>",
        after2=poll,
        after3='<p><b>► AUCH INTERESSANT: <a href="/x">So teuer wird der Strom im nächsten Jahr</a></b></p>',
    )
    main = f"""<main><article><h2 class="document-title"><span class="document-title__kicker">Ärger um Millionen!</span><span class="document-title__headline">{story.title}</span></h2>
    {figure()}<div class="author"><span class="author__name">{", ".join(name.upper() for name in story.authors)}</span></div><time class="datetime" datetime="{story.iso}">{story.published:%d.%m.%Y - %H:%M} Uhr</time>
    <div class="article-body"><p><b>Oberbeispiel – {story.lead}</b></p>{body}</div>
    <div class="feedback"><h3>Haben Sie Fehler entdeckt? Möchten Sie etwas kritisieren?</h3><p>Dann schreiben Sie uns gern!</p></div></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def portal(story: Story) -> str:
    """A portal: lead and blocks of text apart, partner ads and a share list between."""
    share = '<ul class="social"><li>Teilen</li><li>WhatsApp</li><li>E-Mail</li><li>Link kopieren</li></ul>'
    deal = '<div class="partner-box"><h4>Anzeige</h4><p>Jetzt Strompreise vergleichen und bis zu 850 Euro im Jahr sparen</p></div>'
    body = paragraphs(
        story,
        '<div class="textBlock"><p>{}</p></div>',
        '<div class="textBlock"><h2>{}</h2></div>',
        after1=deal,
        after3=figure(),
    )
    data = news(story, author={"@type": "Organization", "name": story.outlet})
    main = f"""<div id="main"><div class="articleHead"><h1>{story.title}</h1><div class="leadIn"><p>{story.lead}</p></div>
    <div class="articleMeta"><a rel="author" href="/a">{'</a>, <a rel="author" href="/a">'.join(story.authors)}</a></div>{share}</div>
    <div class="articleContent">{body}</div>{share}</div>"""
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def technology(story: Story) -> str:
    """A technology site: a sign of the author at the end, a box of offers, forum link."""
    body = paragraphs(
        story,
        "<p>{}</p>",
        '<h3 class="subheading">{}</h3>',
        after4='<aside class="opt-in"><p>Empfohlener redaktioneller Inhalt. Mit Ihrer Zustimmung wird hier ein externer Inhalt geladen.</p></aside>',
    )
    main = f"""<main><article><header class="a-article-header"><h1>{story.title}</h1><p class="a-article-header__lead">{story.lead}</p></header>
    <time datetime="{story.iso}">{story.published:%d.%m.%Y}</time><ul class="a-creators"><li class="creator__name">{"</li><li>".join(story.authors)}</li></ul>
    <div class="article-layout__content">{body}<span class="redakteurskuerzel">(<a href="mailto:x">amü</a>)</span>
    <a href="/forum">Kommentare lesen (17)</a></div></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def austrian(story: Story) -> str:
    """An Austrian daily: the sign of agency and desk with the date ends the text; Google plays."""
    body = paragraphs(
        story,
        "<p>{}</p>",
        "<h3>{}</h3>",
        after2='<div class="article-inline-ad">Bezahlte Anzeige</div>',
    )
    names = ", ".join(story.authors)
    main = f"""<main><article class="story-article"><header class="article-header"><h2 class="article-kicker">Spitäler</h2><h1 class="article-title">{story.title}</h1>
    <p class="article-subtitle">{story.lead}</p><div class="article-origins">{names}</div><p class="article-pubdate"><time datetime="{story.published:%Y-%m-%dT%H:%M}+00:00">{story.published:%d. %m. %Y}</time></p></header>
    <div class="article-body">{figure("Im Spital wird gespart.")}{body}<p>({names}, {story.published:%-d.%-m.%Y})</p></div>
    <section class="article-forum"><h2>Forum: 312 Postings</h2><p>Ihre Meinung zählt. Die Kommentare von Userinnen und Usern geben nicht notwendigerweise die Meinung der Redaktion wieder.</p></section></article></main>"""
    return document(
        story, graph_meta(story) + linked(news(story)), main, lang="de-AT", after=TEASERS
    )


def austrian_broadcaster(story: Story) -> str:
    """Austria's broadcaster in kind: no linked data, time in words, links gathered at the end."""
    body = paragraphs(
        story,
        "<p>{}</p>",
        "<h2>{}</h2>",
        after3='<div class="remote">Der Inhalt ist nicht verfügbar. Bitte stimmen Sie der Verwendung von externen Inhalten zu.</div>',
    )
    main = f"""<div class="story"><div class="story-meta"><time class="story-meta-time" datetime="{story.published:%Y-%m-%dT%H:%M:%S}Z">Online seit heute, 21.40 Uhr</time></div>
    <h1>{story.title}</h1><div class="story-content"><p class="lead"><strong>{story.lead}</strong></p>{body}
    <div class="story-footer"><p class="byline">{", ".join(story.authors)} (Text), für orf.example</p><h2>Links:</h2><ul><li><a href="/k">Klinik</a></li><li><a href="/l">Landkreis</a></li></ul></div></div></div>"""
    head = f'<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{story.outlet}">'
    return document(story, head, main, lang="de-AT")


def swiss(story: Story) -> str:
    """A Swiss daily: component classes, reading time, bookmarks."""
    inner = '<section class="articlecomponent nl-box"><h2>Newsletter «Der Tag»</h2><p>Jeden Morgen die wichtigsten Hintergründe. Jetzt kostenlos anmelden.</p></section>'
    body = paragraphs(
        story,
        '<p componenttype="p" class="articlecomponent text">{}</p>',
        '<h2 class="articlecomponent subtitle">{}</h2>',
        after2=inner,
    )
    main = f"""<div class="contentpage"><section class="headline"><h1 class="headline__title">{story.title}</h1><p class="headline__lead">{story.lead}</p></section>
    <div class="metainfo"><span class="metainfo__authors">{", ".join(story.authors)}</span><time class="metainfo__date" datetime="{story.iso}">17.02.2025, 21.40 Uhr</time><span>4 min Leseminuten</span><span>Merken</span><span>Drucken</span><span>Teilen</span></div>
    <div class="articlebody">{figure("Der Ort am Morgen.")}{body}</div><p class="articlecomponent footnote">Mehr von Anna Müller (mül)</p></div>"""
    return document(
        story, graph_meta(story) + linked(news(story)), main, lang="de-CH", after=TEASERS
    )


def swiss_broadcaster(story: Story) -> str:
    """Switzerland's broadcaster in kind: lead and list, collapsed boxes, programme line below."""
    box = '<div class="expandable-box"><h2 class="expandable-box__title">Das Gutachten</h2><button>Box aufklappen</button><button>Box zuklappen</button></div>'
    body = paragraphs(
        story,
        '<p class="article-paragraph">{}</p>',
        '<h2 class="article-heading">{}</h2>',
        after2=box,
    )
    main = f"""<main><article class="article"><header class="article-title"><span class="article-title__overline">Spital</span><h1><span class="article-title__text">{story.title}</span></h1></header>
    <div class="article-author"><span class="article-author__name">{", ".join(story.authors)}</span></div><p class="article-lead">{story.lead}</p>
    <section class="article-content" itemprop="articleBody">{body}</section><div class="article-reference"><p>Radio Eins, Info 3, 12:00 Uhr; kurier.example; abc</p></div></article></main>"""
    return document(
        story, graph_meta(story) + linked(news(story)), main, lang="de-CH", after=TEASERS
    )


def wordpress(story: Story) -> str:
    """WordPress with an SEO plugin's graph, sharing buttons, related posts and an author box."""
    names = [
        {"@type": "Person", "@id": f"#p{n}", "name": name} for n, name in enumerate(story.authors)
    ]
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Article", "@id": "#article", "headline": story.title, "datePublished": story.iso,
             "author": [{"@id": node["@id"]} for node in names], "publisher": {"@id": "#org"}, "isPartOf": {"@id": "#page"}},
            {"@type": "WebPage", "@id": "#page", "name": f"{story.title} - {story.outlet}", "datePublished": story.iso},
            {"@type": "Organization", "@id": "#org", "name": story.outlet}, *names,
        ],
    }  # fmt: skip
    body = paragraphs(story, "<p>{}</p>", '<h2 class="wp-block-heading">{}</h2>', after1=figure())
    main = f"""<main id="main"><article class="post-4711 post type-post hentry"><header class="entry-header"><h1 class="entry-title">{story.title}</h1>
    <div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{story.iso}">17. Februar 2025</time></span> <span class="byline"> von <span class="author vcard">{story.authors[0]}</span></span></div></header>
    <div class="entry-content"><p><strong>{story.lead}</strong></p>{body}<div class="sharedaddy"><h3>Teilen mit:</h3><ul><li>Facebook</li><li>X</li></ul></div>
    <div id="jp-relatedposts" class="jp-relatedposts"><h3>Ähnliche Beiträge</h3><p>Freibad öffnet später</p></div></div>
    <footer class="entry-footer"><span class="cat-links">Veröffentlicht in Politik</span></footer></article>
    <div class="author-box"><h4>Über {story.authors[0]}</h4><p>Schreibt hier seit vielen Jahren über alles, was die Gemeinde bewegt, und fotografiert gern.</p></div>
    <nav class="post-navigation"><a href="/p">Vorheriger Beitrag</a><a href="/n">Nächster Beitrag</a></nav></main>"""
    return document(story, linked(graph), main, after=COMMENTS + TEASERS)


def drupal(story: Story) -> str:
    """Drupal: fields named by class, tags below, a view of related nodes."""
    body = paragraphs(story, "<p>{}</p>", "<h3>{}</h3>")
    head = (
        graph_meta(story)
        + f'<meta property="article:published_time" content="{story.iso}"><meta name="dcterms.creator" content="{"; ".join(story.authors)}">'
    )
    main = f"""<main><article class="node node--type-article node--view-mode-full"><h1><span class="field field--name-title">{story.title}</span></h1>
    <div class="node__submitted">{von(story)} am {story.published:%d.%m.%Y}</div><div class="node__content">
    <div class="field field--name-field-teaser field--type-text-long"><p>{story.lead}</p></div>
    <div class="clearfix text-formatted field field--name-body field--type-text-with-summary"><p></p>{body}</div>
    <div class="field field--name-field-tags"><div class="field__label">Schlagworte</div><div>Klinik</div><div>Haushalt</div></div></div></article>
    <div class="views-element-container"><h2>Weitere Meldungen</h2><div class="views-row"><h3>Neue Buslinie</h3><p>Ab März fährt der Bus auch am Sonntag zum See und zurück.</p></div></div></main>"""
    return document(story, head, main)


def coremedia(story: Story) -> str:
    """CoreMedia: rich text components, microdata, galleries within the text."""
    gallery = '<div class="cm-gallery"><ul><li><p>1 / 12 Die Klinik von Westen, aufgenommen im Sommer des vergangenen Jahres.</p></li><li><p>2 / 12 Der Eingang zur Notaufnahme.</p></li></ul></div>'
    body = paragraphs(
        story,
        '<div class="cm-text"><p class="cm-richtext">{}</p></div>',
        '<div class="cm-text"><h2>{}</h2></div>',
        after3=gallery,
    )
    authors = ", ".join(
        f'<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">{name}</span></span>'
        for name in story.authors
    )
    main = f"""<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{story.title}</h1><div class="cm-byline">Von {authors}</div>
    <meta itemprop="datePublished" content="{story.iso}"><p class="cm-teasertext" itemprop="description">{story.lead}</p><div itemprop="articleBody">{body}</div></div>"""
    return document(story, graph_meta(story), main, after=TEASERS)


def regional(story: Story) -> str:
    """A regional group: story elements by class, the agency's number below, partner offers."""
    body = paragraphs(
        story,
        '<p class="id-StoryElement-paragraph">{}</p>',
        '<h2 class="id-StoryElement-crosshead">{}</h2>',
        after2='<p class="id-StoryElement-paragraph"><em><strong>Unser Newsletter</strong>: Alles Wichtige aus Ihrer Region direkt in Ihr Postfach. <a href="/nl">Jetzt kostenlos anmelden!</a></em></p>',
        after5='<aside class="id-Article-content-item-teaser"><a href="/r">Lesen Sie hier: Was die Klinik jetzt plant</a></aside>',
    )
    main = f"""<main><article class="id-Article"><header><h1 class="id-StoryElement-headline">{story.title}</h1></header><ul class="id-Story-timestamp"><li>Stand: {story.published:%d.%m.%Y, %H:%M} Uhr</li></ul>
    <ul class="id-Story-authors">Von: <li>{"</li><li>".join(story.authors)}</li></ul><ul><li>Kommentare</li><li>Drucken</li><li>Teilen</li></ul>
    <p class="id-StoryElement-leadText">{story.lead}</p>{figure()}{body}<p class="id-StoryElement-paragraph">© dpa-infocom, dpa:250217-930-12345/2</p></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def network(story: Story) -> str:
    """A group whose text is built by scripts: generated classes, the whole text in linked data."""
    text = "\n".join(block for block in story.blocks if not block.startswith("# "))
    more = '<div class="Boxstyled__Box"><h4>Mehr aus der Region</h4><p>Hier finden Sie alle Nachrichten aus Ihrem Ort auf einen Blick.</p></div>'
    body = paragraphs(
        story,
        '<p class="Textstyled__Text-sc-10tq">{}</p>',
        '<h4 class="Headlinestyled__H">{}</h4>',
        after3=more,
    )
    main = f"""<div class="ArticleHeadstyled__Wrapper"><h2 class="Headlinestyled__Main">{story.title}</h2><p class="ArticleHeadstyled__Teaser">{story.lead}</p><div class="Authorstyled">{von(story)}</div><time datetime="{story.iso}">{story.published:%d.%m.%Y, %H:%M} Uhr</time></div>
    <div class="ArticleContentstyled">{body}<p class="Textstyled__Text-sc-10tq"><i>RND/dpa</i></p></div>"""
    return document(
        story, graph_meta(story) + linked(news(story, articleBody=text)), main, after=TEASERS
    )


def scripted(story: Story) -> str:
    """Nothing but scripts: the article is in the linked data alone."""
    text = "\n\n".join((story.lead, *(block.removeprefix("# ") for block in story.blocks)))
    main = '<div id="__next"><div class="skeleton"></div></div><noscript>Bitte aktivieren Sie JavaScript.</noscript>'
    return document(story, graph_meta(story) + linked(news(story, articleBody=text)), main)


def left_wing(story: Story) -> str:
    """A daily with old markup: the lead as first paragraph, a call for donations within."""
    call = '<div class="tzi-bottom-container"><h3>Gemeinsam für freie Presse</h3><p>Als Genossenschaft gehören wir unseren Leserinnen und Lesern. Und unser Journalismus ist nicht nur 100 Prozent konzernfrei, sondern auch kostenfrei zugänglich. Alle Artikel stellen wir frei zur Verfügung, ohne Paywall. Unterstützen Sie uns jetzt.</p></div>'
    body = paragraphs(story, '<p class="article odd" pos="1">{}</p>', "<h6>{}</h6>", after4=call)
    main = f"""<div class="sectbody"><h1><span class="kicker">Gesundheit</span><span class="hide">: </span><span>{story.title}</span></h1><p class="intro">{story.lead}</p>
    <div class="dirnavi"><span class="author person">{'</span><span class="author person">'.join(story.authors)}</span></div><p class="caption">So sieht es vor Ort aus <em>Foto: Lena Linse</em></p>{body}</div>"""
    head = graph_meta(story) + linked(news(story, author=", ".join(story.authors)))
    return document(story, head, main, after=TEASERS + COMMENTS)


def agency(story: Story) -> str:
    """A notice taken over from an agency: city and agency open it, the desk is the author."""
    body = paragraphs(story, "<p>{}</p>", "<h3>{}</h3>")
    data = news(story, author={"@type": "Organization", "name": "dpa"})
    main = f"""<main><article><h1>{story.title}</h1><p class="article-date">{story.published:%d.%m.%Y %H:%M}</p><div class="article-content"><p class="teaser">{story.lead}</p>
    {body}<p>dpa-infocom GmbH</p></div></article></main>"""
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def live_blog(story: Story) -> str:
    """A live blog: an entry for each block, newest first, each with its time and sharing."""
    entries = "".join(
        f'<article class="liveblog-entry"><time datetime="2025-03-01T{20 - n}:00:00+01:00">{20 - n}:00 Uhr</time>'
        f'<div class="liveblog-entry__body"><p>{escape(block, quote=False)}</p></div><button>Teilen</button></article>'
        for n, block in enumerate(b for b in story.blocks if not b.startswith("# "))
    )
    updates = [{"@type": "BlogPosting", "headline": f"Meldung {n}", "datePublished": f"2025-03-01T{20 - n}:00:00+01:00",
                "articleBody": block} for n, block in enumerate(story.blocks)]  # fmt: skip
    data = news(story, liveBlogUpdate=updates, coverageStartTime=story.iso)
    data["@type"] = "LiveBlogPosting"
    main = f"""<main><header><h1>{story.title}</h1><p class="liveblog-intro">{story.lead}</p></header><div class="liveblog">{entries}<button>Weitere Einträge laden</button></div></main>"""
    return document(story, graph_meta(story) + linked(data), main)


def accelerated(story: Story) -> str:
    """An AMP page: its own elements, related links as a carousel, consent at the end."""
    body = paragraphs(
        story,
        "<p>{}</p>",
        "<h2>{}</h2>",
        after1='<amp-ad width="300" height="250" type="x"></amp-ad>',
        after3='<amp-carousel><div><a href="/x">Bilder vom Ort des Geschehens</a></div></amp-carousel>',
    )
    main = f"""<main><article class="amp-article"><h1>{story.title}</h1><p class="amp-lead">{story.lead}</p><div class="amp-byline">{von(story)}</div><amp-img src="a.jpg" alt="x"></amp-img>{body}</article>
    <amp-consent id="c"><div>Wir und unsere Partner verarbeiten Daten. <button>Alle akzeptieren</button></div></amp-consent></main>"""
    return document(
        story,
        f'<link rel="canonical" href="{story.url}">' + linked(news(story)),
        main,
        after=TEASERS,
    )


def several(story: Story) -> str:
    """Linked data of the teasers before that of the article, and a profile as author in meta."""
    other = news(
        STORIES[1] if story is STORIES[0] else STORIES[0],
        mainEntityOfPage="https://kurier.example/1",
        datePublished="2020-05-05T05:05:05Z",
    )
    head = (
        graph_meta(story)
        + '<meta property="article:author" content="https://www.facebook.com/kurier">'
        + linked([other])
        + linked(news(story, url=story.url))
    )
    body = paragraphs(
        story,
        '<p class="text">{}</p>',
        "<h2>{}</h2>",
        after2='<blockquote class="twitter-tweet"><p>So nicht! Wir brauchen die Klinik vor Ort.</p>— Bürgerbündnis (@buendnis)</blockquote>',
    )
    main = f"""<main><article class="story"><h1>{story.title}</h1><p class="standfirst">{story.lead}</p>{body}<ul class="tags"><li><a href="/t">Klinik</a></li><li><a href="/u">Kreistag</a></li></ul></article></main>"""
    return document(story, head, main, after=TEASERS)


def one_string(story: Story) -> str:
    """All authors in one string with *Von* and *und*; times without a zone."""
    data = news(story, author=person(von(story)), datePublished=f"{story.published:%Y-%m-%d}")
    body = paragraphs(
        story,
        '<div class="paragraph"><p>{}</p></div>',
        '<h3 class="paragraph">{}</h3>',
        after4='<div class="infobox"><h4>Zur Person</h4><p>Gesa Tabelle, 52, ist seit 2018 Landrätin. Zuvor leitete sie eine Schule.</p></div>',
    )
    main = f"""<main class="detail"><div class="detail__head"><h1>{story.title}</h1><p class="detail__teaser">{story.lead}</p></div><div class="detail__text">{body}</div></main>"""
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def byline_only(story: Story) -> str:
    """Nothing is stated but what a reader sees: a byline in words and a date in German."""
    months = ["Januar", "Februar", "März"]
    day = f"{story.published.day}. {months[story.published.month - 1]} {story.published.year}"
    body = paragraphs(story, "<p>{}</p>", "<p><strong>{}</strong></p>")
    main = f"""<div class="content"><h1>{story.title}</h1><p class="datum">{day}</p><p class="autor">{von(story)}</p><p class="vorspann"><b>{story.lead}</b></p>{body}</div>"""
    return document(
        story,
        "",
        main,
        after='<div class="sidebar"><h3>Meistgelesen</h3><ol><li><a href="/1">Freibad öffnet später</a></li><li><a href="/2">Ampel fällt aus</a></li></ol></div>',
    )


def subscription(story: Story) -> str:
    """A paid article shown in full, with the publisher's offers around it."""
    data = news(
        story,
        isAccessibleForFree=False,
        hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"},
    )
    body = paragraphs(
        story,
        '<p class="article__paragraph">{}</p>',
        '<h2 class="article__crosshead">{}</h2>',
        after1='<div class="abo-teaser"><p>Lesen Sie ein Jahr zum Vorzugspreis. Jederzeit kündbar.</p><a href="/abo">Jetzt testen</a></div>',
    )
    main = f"""<main><article class="article article--plus"><span class="badge">Plus</span><h1>{story.title}</h1><p class="article__intro">{story.lead}</p><div class="article__author">{von(story)}</div><div class="paid">{body}</div></article></main>"""
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def breaks(story: Story) -> str:
    """Old markup: one cell of a table, paragraphs divided by breaks."""
    text = "<br><br>".join(escape(b.removeprefix("# "), quote=False) for b in story.blocks)
    main = f"""<table><tr><td class="left"><a href="/1">Start</a><br><a href="/2">Archiv</a></td><td><h1>{story.title}</h1><font size="2">{von(story)}</font><br>
    <div id="text"><b>{story.lead}</b><br><br>{text}</div></td></tr></table>"""
    return document(story, f'<meta name="date" content="{story.iso}">', main)


def risky_names(story: Story) -> str:
    """Containers called like boxes: all that could be turned on is in the names."""
    body = paragraphs(
        story,
        '<p class="tag-p share-text social-proof">{}</p>',
        '<h2 class="newsletter-style">{}</h2>',
    )
    main = f"""<div class="page has-sidebar with-comments"><div class="article-body paywall social-enabled related-on"><h1>{story.title}</h1><h2 class="sub">{story.lead}</h2>{body}</div></div>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def linked_words(story: Story) -> str:
    """Names within the sentences lead to pages about them, marked with classes of their own."""
    body = paragraphs(story, "<p>{}</p>", '<div class="headline"><h2>{}</h2></div>')
    for word in ("Kreistag", "Landkreis", "Sturm", "Feuerwehr", "Gewerkschaft", "Stadt", "Klinik"):
        body = body.replace(
            f" {word} ",
            f' <a class="topic-link related-link" href="/t"><span class="tag">{word}</span></a> ',
        )
    main = f"""<main><article><h1>{story.title}</h1><p class="article-summary">{story.lead}</p><p><span class="name">{von(story)}</span> <time datetime="{story.iso}">heute</time></p>{body}</article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS + COMMENTS)


def in_sections(story: Story) -> str:
    """Each block a section in a grid, the author's portrait above, a player for the text."""
    body = paragraphs(
        story,
        '<div class="grid"><div class="col-8"><div class="body-elements__paragraph">{}</div></div></div>',
        '<div class="grid"><h3 class="col-8">{}</h3></div>',
        after2='<div class="grid"><div class="audio-player"><span>Artikel anhören</span><span>4:12</span></div></div>',
        after4='<div class="grid"><a class="c-teaser" href="/k"><span>Kommentar</span><span>Wer jetzt spart, zahlt später doppelt und dreifach</span></a></div>',
    )
    authors = "".join(
        f'<div class="author-item"><img alt=""><span>{name}</span></div>' for name in story.authors
    )
    main = f"""<main><div class="head"><h1>{story.title}</h1><div class="head__lead">{story.lead}</div>{authors}</div>{body}</main>"""
    return document(
        story,
        graph_meta(story) + f'<meta property="article:published_time" content="{story.iso}">',
        main,
        after=TEASERS,
    )


def with_list(story: Story) -> str:
    """The middle of the text is a list of whole sentences; the text ends with a sign."""
    blocks = list(story.blocks)
    out = []
    for number, block in enumerate(blocks):
        text = escape(block.removeprefix("# "), quote=False)
        if number in (3, 4) and not block.startswith("# "):
            out.append(f"<ul><li>{text}</li></ul>")
        else:
            out.append(f"<h2>{text}</h2>" if block.startswith("# ") else f"<p>{text}</p>")
    main = f"""<article><header><p class="kicker">Thema des Tages</p><h1>{story.title}</h1><p class="description">{story.lead}</p><div class="meta"><address>Von <a rel="author" href="/x">{'</a> und <a rel="author" href="/x">'.join(story.authors)}</a></address></div></header><div class="content">{"".join(out)}<p>(dpa/{story.authors[0][:2].lower()})</p></div></article>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def question_and_answer(story: Story) -> str:
    """Headings set as bold paragraphs; a box in grey with a heading of its own."""
    body = paragraphs(
        story,
        "<p>{}</p>",
        "<p><strong>{}</strong></p>",
        after3='<div class="grey"><p><strong>Newsletter</strong></p><p>Was den Tag bewegt, jeden Abend um sechs in Ihrem Postfach.</p></div>',
    )
    main = f"""<main><article><header><h1>{story.title}</h1></header><section><p><b>{story.lead}</b></p>{body}</section><section class="meta-bottom"><p>Autoren: {", ".join(story.authors)}</p></section></article></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main, after=TEASERS)


def plain_header(story: Story) -> str:
    """The lead has no name and no announcement; lines between that only lead elsewhere."""
    body = paragraphs(
        story,
        '<div data-component="text-block" class="ssrc-1"><p class="ssrc-2">{}</p></div>',
        '<div data-component="subheadline-block"><h2>{}</h2></div>',
        after2='<p><a href="/a">Warum das Land bei den Kliniken nicht mehr zahlen will</a></p>',
        after4='<div data-component="links-block"><p><a href="/b"><b>Hintergrund:</b> So teuer wird es für alle</a></p></div>',
    )
    head = f'<meta property="og:title" content="{escape(story.title)} - {story.outlet}"><meta property="og:site_name" content="{story.outlet}"><meta name="description" content="Alle Nachrichten aus der Region und der Welt beim {story.outlet}.">'
    main = f"""<main><article><header><span>Region</span><h1>{story.title}</h1><p>{story.lead}</p><p>{von(story)}</p><p><time datetime="{story.iso}">17. Februar 2025</time></p></header>{figure()}<div>{body}</div></article></main>"""
    return document(
        story, head + linked(news(story, description="Nachrichten")), main, after=TEASERS
    )


def ticker(story: Story) -> str:
    """A ticker: each entry with its time, the summary above."""
    parts = "".join(
        f'<div class="ticker-entry"><span class="ticker-time">{12 + i}:0{i} Uhr</span><p>{escape(b, quote=False)}</p><div class="ticker-share">Eintrag teilen</div></div>'
        for i, b in enumerate(x for x in story.blocks if x[0] != "#")
    )
    main = f"""<main><h1>{story.title}</h1><div class="ticker-intro"><p>{story.lead}</p></div><div class="ticker">{parts}</div></main>"""
    return document(story, graph_meta(story) + linked(news(story)), main)


def premium(story: Story) -> str:
    """A paid article in two containers, with a hidden offer between."""
    ps = story.blocks
    first = "".join(f"<p>{escape(b, quote=False)}</p>" for b in ps[:2])
    rest = "".join(
        f"<h3>{escape(b[2:], quote=False)}</h3>"
        if b[0] == "#"
        else f"<p>{escape(b, quote=False)}</p>"
        for b in ps[2:]
    )
    main = f"""<div class="article-wrap"><div class="article__header"><h1 class="article__title">{story.title}</h1><div class="article__byline byline"><span>Von</span> <span class="byline__name">{'</span>, <span class="byline__name">'.join(story.authors)}</span></div><div class="article__standfirst">{story.lead}</div></div><div class="article__free">{first}</div><div class="offer hidden"><h3>Jetzt weiterlesen</h3><p>1. Monat 1 Euro, dann 9,99 Euro, jederzeit kündbar.</p></div><div class="article__premium paywalled-content">{rest}</div></div>"""
    head = (
        graph_meta(story)
        + f'<meta name="date" content="{story.iso}"><meta name="author" content="{story.outlet}">'
    )
    return document(story, head, main, after=TEASERS)


def plain_system(story: Story) -> str:
    """An old content system: microdata, a day without a time, the authors below the text."""
    body = paragraphs(story, '<p class="bodytext">{}</p>', "<h4>{}</h4>")
    main = f"""<div id="content"><div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article"><h3 itemprop="headline">{story.title}</h3><p><span class="news-list-date"><time itemprop="datePublished" datetime="{story.published:%Y-%m-%d}">{story.published:%d.%m.%Y}</time></span></p><div class="teaser-text" itemprop="description"><p>{story.lead}</p></div><div class="news-text-wrap" itemprop="articleBody">{body}<p class="bodytext">Text: {", ".join(story.authors)}</p></div><div class="news-related-wrap"><h4>Verwandte Nachrichten</h4><ul><li><a href="/n">Mehr Geld für Schulen</a></li></ul></div></div></div></div>"""
    return document(story, "", main)


STYLES: tuple[Callable[[Story], str], ...] = (
    magazine, weekly, daily, broadsheet, broadcaster, news_channel, tabloid, portal, technology,
    austrian, austrian_broadcaster, swiss, swiss_broadcaster, wordpress, drupal, coremedia,
    regional, network, scripted, left_wing, agency, live_blog, accelerated, several, one_string,
    byline_only, subscription, breaks, risky_names, linked_words, in_sections, with_list,
    question_and_answer, plain_header, ticker, premium, plain_system,
)  # fmt: skip

_WITHOUT_HEADINGS = ("live_blog", "ticker")
_OTHER_AUTHORS = {"agency": ("dpa",)}


def pages() -> list[Page]:
    """Every story in every style."""
    found = []
    for style in STYLES:
        for story in STORIES:
            name = style.__name__
            blocks = [b for b in story.blocks if name not in _WITHOUT_HEADINGS or b[0] != "#"]
            text = "\n\n".join((story.lead, *(block.removeprefix("# ") for block in blocks)))
            authors = _OTHER_AUTHORS.get(name, story.authors)
            found.append(Page(name, style(story), text, authors, story.published))
    return found


def words_f1(found: str, gold: str) -> float:
    """F1 over the words of both texts, each counted as often as it stands there."""
    import re
    from collections import Counter

    ours, theirs = (Counter(re.findall(r"\w+", text)) for text in (found, gold))
    shared = (ours & theirs).total()
    return 2 * shared / max(ours.total() + theirs.total(), 1)
