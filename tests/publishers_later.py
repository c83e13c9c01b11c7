"""A third set of ways to set an article, again written down before the reader was tried on them.

Live tickers, pages for telephones, subscription pages whose linked data hold all, texts on several
pages, bylines of regional papers and of agencies alone, late changes, podcasts. Texts of our own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
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

CHANGED = "2025-03-01T09:00:00+01:00"


def ticker_in_linked_data(story: Story) -> str:
    """A live ticker: an entry with a clock for each block, all again in its linked data."""
    entries, updates = [], []
    for n, block in enumerate(story.blocks):
        tag, words = ("h3", block[2:]) if block.startswith("# ") else ("p", block)
        when = story.published + timedelta(hours=n)
        entries.append(
            f'<li class="ticker-entry" id="e{n}"><div class="ticker-entry__head"><time datetime="{when.isoformat()}">{when:%H:%M}</time><button>Teilen</button></div><{tag}>{escape(words, quote=False)}</{tag}></li>'
        )
        updates.append(
            {"@type": "BlogPosting", "headline": words[:40], "datePublished": when.isoformat(), "articleBody": words, "author": person("Nina Ticker")}
        )  # fmt: skip
    data = news(story, coverageStartTime=story.iso, liveBlogUpdate=updates) | {
        "@type": "LiveBlogPosting"
    }
    main = f"""<main><article><header><span class="live">Liveticker</span><h1>{story.title}</h1><p class="lead">{story.lead}</p>
    <p class="byline">{von(story)}</p></header><div class="ticker-filter"><button>Neueste zuerst</button><button>Nur Wichtiges</button><p>Automatisch aktualisieren</p></div>
    <ol class="ticker">{"".join(entries)}</ol><button>Ältere Einträge laden</button></article></main>"""
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def for_telephones(story: Story) -> str:
    """An accelerated page with a side bar, a question of consent and no person in linked data."""
    side = '<amp-sidebar id="s" layout="nodisplay"><ul><li>Politik</li><li>Wirtschaft</li><li>Sport</li></ul></amp-sidebar>'
    consent = '<amp-consent layout="nodisplay" id="c"><div><p>Wir und unsere 213 Partner speichern Informationen auf Ihrem Gerät, um Ihnen Werbung zu zeigen. Sie können dem zustimmen oder ablehnen.</p><button>Zustimmen</button></div></amp-consent>'
    ad = '<amp-ad width="300" height="250" type="doubleclick"><div fallback>Anzeige</div></amp-ad>'
    more = '<amp-list src="/mehr"><template type="amp-mustache"><p>{{headline}} und {{teaser}}</p></template></amp-list><p class="amp-more">Lesen Sie auch: <a href="/x">Was der Haushalt für die Gemeinden bedeutet</a></p>'
    body = paragraphs(story, "<p>{}</p>", after1=ad, after3=more, after4=ad)
    names = " · ".join(f'<span class="amp-byline__name">{n}</span>' for n in story.authors)
    data = news(story, author={"@type": "Organization", "name": story.outlet})
    main = f"""{side}{consent}<main role="main"><article class="amp-article"><header><h1 class="amp-title">{story.title}</h1><p class="amp-lead">{story.lead}</p>
    <div class="amp-byline">{names}</div><div class="amp-date">{story.published:%d.%m.%y, %H:%M}</div></header><amp-img src="a.jpg" alt="Blick"></amp-img>{body}
    <amp-social-share type="email"></amp-social-share><p><a href="/voll">Zur vollständigen Ansicht wechseln</a></p></article></main>"""
    page = document(story, graph_meta(story) + linked(data), main, after=TEASERS)
    return page.replace("<html lang", "<html ⚡ lang")


def teaser_with_all_below(story: Story) -> str:
    """Subscribers' page: two sentences are shown, the linked data hold the whole article."""
    first = story.blocks[0].split(". ")[0]
    body = "\n".join(block.removeprefix("# ") for block in story.blocks)
    data = news(
        story,
        isAccessibleForFree="False",
        articleBody=f"{story.lead}\n{body}",
        hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".pay"},
    )
    wall = '<div class="pay"><h2>Jetzt weiterlesen</h2><ul><li>Alle Artikel auf kurier.example</li><li>Monatlich kündbar</li></ul><a href="/abo">Für 1 Euro testen</a><p>Sie haben schon ein Konto? Hier anmelden</p></div>'
    main = f"<main><article><span class='plus'>K+</span><h1>{story.title}</h1><p class='lead'>{story.lead}</p><p class='byline'>{von(story)}</p><p class='fade'>{first} …</p>{wall}</article></main>"
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def on_several_pages(story: Story) -> str:
    """Three pages in one file, of which the browser shows the first; names of pages between."""
    third = len(story.blocks) // 3
    cut = [story.blocks[:third], story.blocks[third : 2 * third], story.blocks[2 * third :]]
    pages = []
    for n, blocks in enumerate(cut, 1):
        text = "".join(
            f"<h2>{escape(b[2:])}</h2>"
            if b.startswith("# ")
            else f"<p>{escape(b, quote=False)}</p>"
            for b in blocks
        )
        turn = f'<div class="pager"><span>Seite {n} von 3</span> <a href="?p={n % 3 + 1}">Nächste Seite</a> <a href="?all">Artikel auf einer Seite lesen</a></div>'
        hidden = "" if n == 1 else ' hidden style="display:none"'
        pages.append(
            f'<section class="article-page" data-page="{n}"{hidden}>{text}{turn}</section>'
        )
    main = f"<main><article><h1>{story.title}</h1><p class='intro'>{story.lead}</p><div class='by'>{von(story)}</div><time datetime='{story.iso}' pubdate>{story.published:%d.%m.%Y}</time>{''.join(pages)}</article></main>"
    return document(story, graph_meta(story), main, after=TEASERS)


def regional_desk(story: Story) -> str:
    """A card for each author, with picture, office and address; one string in the linked data."""
    cards = "".join(
        f'<div class="author-card"><img src="{n}.jpg" alt="Porträtfoto von {n}"><div><strong>{n}</strong><span>Redaktion Oberbeispiel</span><a href="mailto:redaktion@kurier.example">Mail schreiben</a></div></div>'
        for n in story.authors
    )
    bar = '<div class="toolbar"><button>Artikel merken</button><span>Lesedauer: 3 Min</span><button>Vorlesen</button><button>Text vergrößern</button></div>'
    place = '<div class="placemark"><a href="/oberbeispiel">Oberbeispiel</a></div>'
    app = '<div class="app-teaser"><strong>Nichts mehr verpassen</strong><p>Mit unserer App haben Sie die Nachrichten aus Ihrem Ort immer dabei. Jetzt kostenlos laden.</p></div>'
    data = news(story, author={"@type": "Person", "name": ", ".join(story.authors), "jobTitle": "Redaktion"})  # fmt: skip
    body = paragraphs(story, "<p class='text'>{}</p>", "<h4 class='zwischentitel'>{}</h4>", after2=app)  # fmt: skip
    main = f"<main>{place}<h1 class='titel'>{story.title}</h1><div class='vorspann'>{story.lead}</div>{bar}<div class='zeit'>{story.published:%d.%m.%Y} | Stand: 01.03.2025, 09:00 Uhr</div>{figure()}<div class='artikel-text'>{body}</div><div class='authors'>{cards}</div></main>"
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def agency_alone(story: Story) -> str:
    """Taken over from an agency by a program: no names, its number as the last paragraph."""
    number = f"<p>© dpa-infocom, dpa:{story.published:%y%m%d}-930-378721/2</p>"
    note = '<p class="hint"><em>Diese Nachricht ist Teil eines automatisierten Angebots der Nachrichtenagentur dpa. Sie wurde von der Redaktion nicht bearbeitet.</em></p>'
    data = news(story, author={"@type": "Organization", "name": "dpa"})
    main = f"<main><article><h1>{story.title}</h1><p class='teaser-text'>{story.lead}</p><div class='meta'><span class='source'>dpa</span> <span>{story.published:%d.%m.%Y - %H:%M} Uhr</span></div>{figure()}{paragraphs(story, '<p>{}</p>')}{number}{note}</article></main>"
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


def changed_much_later(story: Story) -> str:
    """Every machine-readable date is that of the last change; the first stands in words."""
    data = news(story, dateModified=CHANGED)
    del data["datePublished"]
    meta = f'<meta name="date" content="{CHANGED}"><meta name="last-modified" content="{CHANGED}"><meta property="article:modified_time" content="{CHANGED}">'
    line = f'<div class="dateline"><span>Aktualisiert: 1. März 2025, 9:00 Uhr</span><span>Erstmals publiziert: {story.published:%d.%m.%Y, %H.%M} Uhr</span></div>'
    main = f"<main><article><h1>{story.title}</h1><p class='lead'>{story.lead}</p>{line}<p class='author'>{von(story)}</p>{paragraphs(story, '<p>{}</p>')}</article></main>"
    return document(story, graph_meta(story) + meta + linked(data), main, after=TEASERS)


def podcast(story: Story) -> str:
    """An episode with its text to read; the player, notes to the show and its makers around."""
    data = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": story.title,
        "description": story.lead,
        "datePublished": story.iso,
        "creator": [person(n) for n in story.authors],
        "partOfSeries": {"@type": "PodcastSeries", "name": "Die Stunde des Kuriers"},
        "duration": "PT28M",
    }
    player = '<div class="audio-player"><button>Abspielen</button><span>00:00 / 28:14</span><label>Tempo</label><select><option>1x</option><option>1,5x</option></select></div>'
    notes = """<section class="shownotes"><h2>Shownotes</h2><ul><li><a href="/1">Bericht des Landesrechnungshofs (PDF)</a></li><li><a href="/2">Folge 112: Wem gehört das Wasser?</a></li></ul>
    <p>Abonnieren Sie den Podcast bei Apple Podcasts, Spotify oder überall, wo es Podcasts gibt.</p><p>Redaktion: Ilka Regler. Produktion: Studio Süd. Musik: Tim Takt</p></section>"""
    hosts = f"<p class='hosts'>Moderation: {' und '.join(story.authors)}</p>"
    main = f"<main><article><span class='series'>Podcast: Die Stunde des Kuriers</span><h1>{story.title}</h1><p class='lead'>{story.lead}</p>{hosts}{player}<div class='transcript'>{paragraphs(story, '<p>{}</p>')}</div>{notes}</article></main>"
    return document(story, graph_meta(story) + linked(data), main, after=TEASERS)


STYLES: tuple[Callable[[Story], str], ...] = (
    ticker_in_linked_data, for_telephones, teaser_with_all_below, on_several_pages,
    regional_desk, agency_alone, changed_much_later, podcast,
)  # fmt: skip


def pages() -> list[Page]:
    """Every story in every style."""
    return [
        Page(
            style.__name__,
            style(story),
            "\n\n".join((story.lead, *(block.removeprefix("# ") for block in story.blocks))),
            ("dpa",) if style is agency_alone else story.authors,
            story.published,
        )
        for style in STYLES
        for story in STORIES
    ]
