// The explorer's browser half. It draws what the kernel sends and says what the analyst did.
// Whatever comes out of an article is set as text: there is no markup in it and none is made of it.

const h = (tag, traits = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};
const s = (tag, traits = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(traits)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
};
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
let desks = 0;

// New content in place of old; the focus stays on what has the same key.
const refill = (place, ...children) => {
  const held = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  place.replaceChildren(...children.flat().filter(Boolean));
  if (held) place.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
};

// Arrow keys go from one to the next of a group, of which the tab key reaches one.
const roving = (place, wanted, keys = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }) => {
  place.addEventListener("keydown", (event) => {
    const step = keys[event.key];
    const all = [...place.querySelectorAll(wanted)];
    const at = all.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    all.forEach((one) => one.setAttribute("tabindex", one === next ? 0 : -1));
    next.focus();
    if (next.getAttribute("role") === "tab") next.click();
  });
};

const render = ({ model, el }) => {
  const words = model.get("words");
  const id = `wbx-${++desks}`;
  const ends = [];
  // What takes longer than a moment shows that it is under way.
  let busy = 0;
  const say = (what) => {
    model.send(what);
    if (what.do === "offer") return;
    clearTimeout(busy);
    busy = setTimeout(() => root.setAttribute("aria-busy", "true"), 150);
  };
  const listen = (name, draw) => {
    const again = () => draw(model.get(name));
    model.on(`change:${name}`, again);
    ends.push(() => model.off(`change:${name}`, again));
    again();
  };

  const places = Object.fromEntries(["chosen", "facets", "lens", "sheet", "card"].map((name) => [name, h("div", { class: `wbx-${name}` })]));
  const told = h("p", { class: "wbx-told", role: "status", "aria-live": "polite" });
  const counts = h("p", { class: "wbx-counts", "aria-live": "polite" });
  const kept = h("div", { class: "wbx-kept" });
  const search = h("input", { type: "search", class: "wbx-input", placeholder: words.search, "aria-label": words.search });
  const pane = h("div", { class: "wbx-pane", role: "region", "aria-label": words.text, tabindex: 0 });
  const column = h("article", { class: "wb-column", id });
  const legend = h("fieldset", { class: "wb-legend" });
  const top = h("header", { class: "wbx-top" });
  const tip = h("div", { class: "wb-tip", role: "tooltip", id: `${id}-tip` });
  tip.hidden = true;
  document.body.append(tip);
  ends.push(() => tip.remove());
  pane.append(column);
  places.sheet.append(top, legend, pane, places.card);
  const root = h("section", { class: "wb wb-text wbx", "aria-label": words.name, lang: words.language },
    h("div", { class: "wbx-bar-top" }, search, counts, kept), told, places.chosen, places.facets,
    h("div", { class: "wbx-desk" }, places.lens, places.sheet));
  el.replaceChildren(h("div", { class: "wbx-frame" }, root));

  // Search: what is typed counts as soon as a short pause shows that it is a word.
  let pause = 0;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => say({ do: "choose", field: "words", value: search.value }), 150);
  });

  const pager = (pane_, shown) => {
    if (!(shown.pages > 1)) return null;
    const turn = (label, by, sign) => h("button", {
      type: "button", class: "wbx-turn", "aria-label": label, "data-key": `${pane_}${by}`,
      disabled: shown.page + by < 0 || shown.page + by >= shown.pages,
      onclick: () => say({ do: "turn", pane: pane_, page: shown.page + by }),
    }, sign);
    return h("nav", { class: "wbx-pager", "aria-label": words.page },
      turn(words.earlier, -1, "‹"), h("span", {}, `${shown.page + 1} / ${shown.pages}`), turn(words.later, 1, "›"));
  };

  listen("head", (head) => {
    counts.textContent = [head.articles, head.sentences].join(" · ");
    if (document.activeElement !== search) search.value = head.words;
    refill(places.chosen, head.chosen.map((one) => h("button", {
      type: "button", class: "wbx-chip", "data-key": `chip-${one.field}`, "aria-label": `${one.label}: ${one.name}, ${words.back}`,
      onclick: () => say({ do: "choose", field: one.field, value: null }),
    }, h("span", {}, one.label), h("b", {}, one.name), h("i", { "aria-hidden": "true" }, "×"))),
      head.chosen.length ? h("button", { type: "button", class: "wbx-quiet", "data-key": "clear", onclick: () => say({ do: "clear" }) }, words.clear) : null,
      head.any ? null : h("p", { class: "wbx-empty" }, words.nothing));
    const open = kept.querySelector("details")?.open ?? false;
    refill(kept,
      h("details", { class: "wbx-history", open },
        h("summary", { "data-key": "history" }, words.corrections, " ", h("b", {}, String(head.corrections))),
        head.history.length
          ? h("ol", {}, head.history.map((one) => h("li", {}, h("span", {}, one.told), h("small", {}, [one.day, one.who, one.why].filter(Boolean).join(" · ")))))
          : h("p", {}, words.none)),
      h("button", { type: "button", class: "wbx-button", "data-key": "undo", disabled: !head.undo, title: head.undo, onclick: () => say({ do: "undo" }) }, words.undo));
  });

  const bar = (one, most, unit, traits) => h("button", {
    type: "button", class: "wbx-bar", "aria-pressed": String(one.on), title: one.name, ...traits,
  }, h("span", { class: "wbx-name" }, one.name), h("span", { class: "wbx-n" }, `${one.n} ${unit}`),
    h("span", { class: "wbx-track", "aria-hidden": "true" },
      h("span", { class: `wbx-fill wbx-of-${one.kind}`, style: `width:${(100 * one.n / Math.max(1, most)).toFixed(1)}%` })));

  listen("facets", (facets) => refill(places.facets, facets.map((facet) => h("section", { class: "wbx-facet", "aria-label": facet.title },
    h("header", {}, h("h3", {}, facet.title), pager(facet.subject, facet)),
    facet.bars.length
      ? facet.bars.map((one, place) => bar(one, facet.most, place ? "" : facet.unit, {
        "data-key": `${facet.subject}-${one.id}`,
        onclick: () => say({ do: "choose", field: facet.subject, value: one.on ? null : one.id }),
      }))
      : h("p", { class: "wbx-empty" }, facet.empty)))));

  // Lists and drawings beside the text.
  const lenses = ["claims", "mentions", "events", "dates", "articles", "network", "days"];
  const tabs = h("div", { class: "wbx-tabs", role: "tablist" }, lenses.map((name) => h("button", {
    type: "button", role: "tab", id: `${id}-${name}`, "data-lens": name, "aria-controls": `${id}-list`,
    onclick: () => say({ do: "look", lens: name }),
  }, words[name])));
  const list = h("div", { class: "wbx-list", role: "tabpanel", id: `${id}-list`, tabindex: 0 });
  roving(tabs, "[role=tab]");
  roving(list, ".wbx-row", { ArrowDown: 1, ArrowUp: -1 });
  places.lens.append(tabs, list);

  const row = (one) => h("li", {}, h("button", {
    type: "button", class: "wbx-row", "aria-current": one.on ? "true" : null, "data-key": `${one.kind}-${one.article}-${one.number}`,
    onclick: () => say({ do: "pick", kind: one.kind, article: one.article, number: one.number }),
  }, h("b", {}, one.head),
    h("span", { class: "wbx-words" }, one.before, one.before === undefined ? one.text : h("mark", {}, one.text), one.after),
    h("small", {}, one.shape ? h("i", { class: "wb-shape", style: `color:var(--wb-certainty-${one.tone})`, "aria-hidden": "true" }, one.shape) : null, [one.how, one.where].filter(Boolean).join(" · "))));

  const drawn = { network: (lens) => network(lens), days: (lens) => days(lens), articles: (lens) => articles(lens) };
  const drawLens = (lens) => {
    tabs.querySelectorAll("[role=tab]").forEach((tab) => {
      const on = tab.dataset.lens === lens.name;
      tab.setAttribute("aria-selected", on);
      tab.setAttribute("tabindex", on ? 0 : -1);
    });
    list.setAttribute("aria-labelledby", `${id}-${lens.name}`);
    const fresh = list.dataset.shows !== `${lens.name} ${lens.page}`;
    list.dataset.shows = `${lens.name} ${lens.page}`;
    const head = h("header", {}, h("span", {}, lens.count ?? lens.title),
      lens.orders ? h("select", {
        "aria-label": words.order, "data-key": "order", onchange: (event) => say({ do: "look", lens: lens.name, order: event.target.value }),
      }, lens.orders.map(([key, label]) => h("option", { value: key, selected: key === lens.order }, label))) : null, pager(lens.name, lens));
    const body = drawn[lens.name]?.(lens) ?? (lens.rows.length ? h("ol", { class: "wbx-rows" }, lens.rows.map(row)) : h("p", { class: "wbx-empty" }, lens.empty));
    refill(list, head, body);
    if (fresh) list.scrollTop = 0;
    if (lens.name === "network") label(list);
  };

  const articles = (lens) => lens.articles.length
    ? h("ol", { class: "wbx-rows" }, lens.articles.map((one, place) => h("li", {}, h("button", {
      type: "button", class: "wbx-row wbx-article", "aria-current": one.on ? "true" : null, "data-key": `article-${one.article}`,
      onclick: () => say({ do: "read", article: one.article }),
    }, h("b", {}, one.title), h("small", {}, one.where), h("span", { class: "wbx-n" }, place ? String(one.n) : `${one.n} ${lens.unit}`),
      h("span", { class: "wbx-track", "aria-hidden": "true" }, h("span", { class: "wbx-fill wbx-of-any", style: `width:${(100 * one.n / Math.max(1, lens.most)).toFixed(1)}%` }))))))
    : h("p", { class: "wbx-empty" }, lens.empty);

  const days = (lens) => {
    if (!lens.bars.length) return h("p", { class: "wbx-empty" }, lens.empty);
    const ends_ = [lens.bars[0].name, lens.bars.length > 1 ? lens.bars.at(-1).name : ""];
    return h("div", { class: "wbx-days" },
      h("div", { class: "wbx-columns" }, lens.bars.map((one) => h("button", {
        type: "button", "aria-pressed": String(one.on), "data-key": `day-${one.id}`, title: `${one.name}: ${one.n}`, "aria-label": `${one.name}: ${one.n} ${lens.unit}`,
        onclick: () => say({ do: "choose", field: "day", value: one.on ? null : one.id }),
      }, one.n && lens.bars.length <= 16 ? h("span", {}, String(one.n)) : null, h("i", { style: `height:${(100 * one.n / Math.max(1, lens.most)).toFixed(1)}%` })))),
      h("footer", {}, ends_.map((end) => h("span", {}, end))));
  };

  // The network: places come from the kernel, the names are put where they hide nothing.
  const edge = 34, high = 380;
  let wide = 460;
  const network = (lens) => {
    if (!lens.nodes.length) return h("p", { class: "wbx-empty" }, lens.empty);
    wide = Math.max(260, list.clientWidth - 12);
    const at = lens.nodes.map((node) => [edge * 1.6 + node.x * (wide - 3.2 * edge), edge + node.y * (high - 2 * edge)]);
    const most = Math.max(...lens.nodes.map((node) => node.n)), strongest = Math.max(...lens.edges.map((one) => one.n));
    const picture = s("svg", { class: "wbx-network", viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": lens.title });
    for (const one of lens.edges) {
      const [[x1, y1], [x2, y2]] = [at[one.a], at[one.b]];
      const [a, b] = [lens.nodes[one.a], lens.nodes[one.b]];
      picture.append(s("line", { x1, y1, x2, y2, "stroke-width": 0.8 + 3.2 * one.n / strongest }),
        s("line", { x1, y1, x2, y2, class: "wbx-reach", onclick: () => say({ do: "together", actor: a.id, other: b.id }) }, s("title", {}, `${a.name} – ${b.name}: ${one.n}`)));
    }
    lens.nodes.forEach((node, place) => {
      const act = () => say({ do: "choose", field: "actor", value: node.on ? null : node.id });
      const r = 4 + 8 * Math.sqrt(node.n / most);
      picture.append(s("g", {
        class: `wbx-node wbx-of-${node.kind}`, tabindex: 0, role: "button", "aria-pressed": String(node.on), "aria-label": `${node.name}: ${node.n}`,
        "data-key": `node-${node.id}`, "data-x": at[place][0], "data-y": at[place][1], "data-r": r,
        onclick: act, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } },
      }, s("title", {}, `${node.name}: ${node.n}`), s("circle", { cx: at[place][0], cy: at[place][1], r }), s("text", {}, node.name)));
    });
    return picture;
  };
  const label = (place) => {
    const nodes = [...place.querySelectorAll(".wbx-node")];
    const taken = nodes.map((node) => { const [x, y, r] = ["x", "y", "r"].map((k) => +node.dataset[k]); return [x - r, y - r, x + r, y + r]; });
    const free = (box) => box[0] >= 0 && box[2] <= wide && box[1] >= 0 && box[3] <= high &&
      taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
    [...nodes].sort((a, b) => b.dataset.r - a.dataset.r).forEach((node) => {
      const text = node.querySelector("text");
      const [x, y, r] = ["x", "y", "r"].map((k) => +node.dataset[k]);
      const width = text.getComputedTextLength(), height = 14;
      const spots = [[x - width / 2, y - r - 4], [x - width / 2, y + r + height - 1], [x + r + 4, y + 4], [x - r - 4 - width, y + 4]];
      const spot = spots.find(([left, base]) => free([left - 2, base - height + 2, left + width + 2, base + 4]));
      text.setAttribute("x", (spot ?? spots[0])[0]);
      text.setAttribute("y", (spot ?? spots[0])[1]);
      node.classList.toggle("wbx-mute", !spot);
      if (spot) taken.push([spot[0] - 2, spot[1] - height + 2, spot[0] + width + 2, spot[1] + 4]);
    });
  };

  listen("lens", drawLens);

  // The text.
  const step = (by, label_, sign) => h("button", { type: "button", class: "wbx-turn", "aria-label": label_, "data-key": `step${by}`, onclick: () => say({ do: "step", by }) }, sign);
  const to = (article, label_, sign) => h("button", { type: "button", class: "wbx-turn", "aria-label": label_, "data-key": label_, disabled: !article, onclick: () => say({ do: "read", article }) }, sign);
  const drawTop = () => {
    const sheet = model.get("sheet"), place = model.get("place"), head = model.get("head");
    const own = head.chosen.some((one) => one.field === "article");
    refill(top,
      sheet.number ? h("nav", { class: "wbx-pager", "aria-label": words.articles }, to(sheet.before, words.before, "‹"), h("span", {}, sheet.number), to(sheet.next, words.next, "›"),
        h("button", { type: "button", class: "wbx-quiet", "aria-pressed": String(own), "data-key": "own", onclick: () => say({ do: "choose", field: "article", value: own ? null : sheet.article }) }, words.here)) : null,
      place.told ? h("nav", { class: "wbx-pager wbx-steps", "aria-label": words.sentences }, step(-1, words.up, "↑"), h("span", { "aria-live": "polite" }, place.told), step(1, words.down, "↓")) : null,
      sheet.title ? h("h3", { lang: sheet.tongue || null }, sheet.title) : null,
      sheet.where ? h("p", {}, sheet.where) : null);
  };

  const build = (sheet) => {
    column.replaceChildren();
    if (sheet.tongue) column.lang = sheet.tongue;
    if (sheet.empty) column.append(h("p", { class: "wbx-empty" }, sheet.empty));
    let noted = 0;
    const linked = new Set();
    for (const block of sheet.blocks ?? []) {
      const paragraph = h("p", block.heading ? { class: "wb-heading", role: "heading", "aria-level": 4 } : {});
      const opened = [[null, paragraph]];
      let last = null;
      for (const [text, path] of block.runs) {
        let shared = 0;
        while (shared < path.length && opened[shared + 1]?.[0] === path[shared]) shared++;
        opened.length = shared + 1;
        for (const key of path.slice(shared)) {
          const inside = opened.at(-1)[1], about = sheet.marks[key];
          let element;
          if (key[0] === "s") element = h("span", { class: "wb-s", "data-s": key.slice(1) });
          else if (key[0] === "q") {
            const begins = last !== about.note + about.how;
            last = about.note + about.how;
            noted += begins;
            if (begins || !linked.has(key)) inside.append(h("button", {
              type: "button", class: `${begins ? "wb-note" : "wb-more"} ${about.css.replace("wb-q", "")}`, "data-mark": key, "data-no": key.slice(1), tabindex: -1,
              "data-run": begins ? noted : null, "data-name": begins ? about.note : null, "data-how": begins && about.how ? `, ${about.how}` : "",
              "aria-label": [about.note, about.how].filter(Boolean).join(", "),
            }));
            linked.add(key);
            element = h("span", { class: about.css, "data-mark": key, "data-run": noted });
          } else if (key[0] === "t") element = h("span", { class: about.css, "data-tip": about.tip });
          else element = h("mark", { class: about.css, "data-mark": key, role: "button", tabindex: -1 });
          inside.append(element);
          opened.push([key, element]);
        }
        opened.at(-1)[1].append(text);
      }
      column.append(paragraph);
    }
    column.querySelector("[tabindex]")?.setAttribute("tabindex", 0);
    const off = new Set([...legend.querySelectorAll("input:not(:checked)")].map((box) => box.value));
    const seen = legend.childElementCount > 0;
    legend.replaceChildren(h("legend", {}, words.legend), ...(sheet.legend ?? []).map((one) => {
      const box = h("input", { type: "checkbox", value: one.value, autocomplete: "off" });
      box.checked = seen && legend.dataset.known?.includes(` ${one.value} `) ? !off.has(one.value) : one.on;
      return h("label", {}, box, h("span", { class: `wb-sample ${one.css}` }, one.label), " ", h("small", {}, String(one.count)));
    }));
    legend.dataset.known = ` ${(sheet.legend ?? []).map((one) => one.value).join(" ")} `;
    legend.hidden = !sheet.legend?.length;
    pane.scrollTop = 0;
    rules();
  };

  // The rule beside the lines a source stands behind, as in the reading view.
  const rules = () => {
    column.querySelectorAll(".wb-rule").forEach((rule) => rule.remove());
    let last = null, floor = 0;
    const found = [...column.querySelectorAll(".wb-note")].map((note) => {
      const block = note.closest("p");
      if (block !== last) floor = -Infinity;
      last = block;
      const boxes = [...block.querySelectorAll(`.wb-q[data-run="${note.dataset.run}"]`)].flatMap((piece) => [...piece.getClientRects()]);
      if (!boxes.length) return null;
      const end = Math.max(...boxes.map((box) => box.bottom));
      const begin = Math.min(Math.max(floor, Math.min(...boxes.map((box) => box.top))), end - 12);
      floor = end;
      return [block, note, begin - block.getBoundingClientRect().top, end - begin];
    });
    for (const [block, note, begin, length] of found.filter(Boolean))
      block.append(h("span", { class: `wb-rule ${[...note.classList].find((name) => name.startsWith("wb-sure-")) ?? ""}`, "aria-hidden": "true", style: `top:${begin + 2}px;height:${length - 4}px` }));
  };

  const found = globalThis.Highlight && CSS.highlights ? CSS.highlights.get("wbx-found") ?? new Highlight() : null;
  if (found) CSS.highlights.set("wbx-found", found);
  let ours = [];
  const seek = (wanted) => {
    ours.forEach((range) => found?.delete(range));
    ours = [];
    if (!found || !wanted) return;
    const sought = wanted.toLocaleLowerCase();
    for (const sentence of column.querySelectorAll(".wb-s")) {
      const walk = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT), nodes = [];
      let all = "";
      while (walk.nextNode()) { nodes.push([all.length, walk.currentNode]); all += walk.currentNode.data; }
      const lower = all.toLocaleLowerCase();
      if (lower.length !== all.length) continue;
      for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + sought.length)) {
        const range = new Range();
        const set = (name, place) => { const [from, node] = nodes.findLast(([begin]) => begin <= place); range[name](node, Math.min(place - from, node.length)); };
        set("setStart", at);
        set("setEnd", at + sought.length);
        found.add(range);
        ours.push(range);
      }
    }
  };
  ends.push(() => seek(""));

  let turn = -1, built = null;
  const light = () => {
    const place = model.get("place");
    if (built !== model.get("sheet")) return;
    const shown = place.shown && new Set(place.shown);
    column.querySelectorAll(".wb-s").forEach((sentence) => {
      sentence.classList.toggle("wbx-dim", Boolean(shown) && !shown.has(+sentence.dataset.s));
      sentence.classList.toggle("wbx-here", +sentence.dataset.s === place.sentence);
    });
    column.querySelectorAll("[data-mark]").forEach((mark) => mark.classList.toggle("wbx-picked", mark.dataset.mark === place.picked));
    seek(place.words);
    const target = column.querySelector(".wbx-here");
    if (!target || place.turn === turn) return;
    turn = place.turn;
    const top_ = target.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - pane.clientHeight / 4;
    pane.scrollTo({ top: Math.max(0, top_), behavior: calm() || Math.abs(top_ - pane.scrollTop) > 3000 ? "auto" : "smooth" });
    const box = pane.getBoundingClientRect();
    if (box.bottom < 60 || box.top > innerHeight - 60) pane.scrollIntoView({ block: "center", behavior: "auto" });
  };

  listen("sheet", (sheet) => { build(sheet); built = sheet; drawTop(); light(); });
  listen("place", () => { drawTop(); light(); });
  const resize = new ResizeObserver(() => {
    rules();
    if (model.get("lens").name === "network" && Math.abs(list.clientWidth - 12 - wide) > 24) drawLens(model.get("lens"));
  });
  resize.observe(column);
  ends.push(() => resize.disconnect());

  roving(column, "[data-mark][tabindex]", { ArrowRight: 1, ArrowLeft: -1 });
  const pickAt = (target) => {
    const mark = target.closest?.("[data-mark]");
    const kind = { m: "mention", q: "claim", d: "date" }[mark?.dataset.mark[0]];
    if (kind) say({ do: "pick", kind, article: model.get("sheet").article, number: +mark.dataset.mark.slice(1) });
  };
  column.addEventListener("click", (event) => { if (getSelection().isCollapsed) pickAt(event.target); });
  column.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hidden = true;
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark")) { event.preventDefault(); pickAt(event.target); }
  });
  const showTip = (target) => {
    const lines = [];
    for (let at = target; at && at !== column; at = at.parentElement) {
      const text = at.dataset?.tip ?? model.get("sheet").marks?.[at.dataset?.mark]?.tip;
      if (text) lines.push(text);
    }
    tip.hidden = !lines.length;
    if (tip.hidden) return;
    tip.textContent = lines.join("\n\n");
    const spot = target.getClientRects()[0] ?? target.getBoundingClientRect(), box = tip.getBoundingClientRect();
    const below = spot.bottom + box.height + 12 < innerHeight;
    tip.style.left = `${Math.max(8, Math.min(spot.left, innerWidth - box.width - 8))}px`;
    tip.style.top = `${below ? spot.bottom + 6 : spot.top - box.height - 6}px`;
    target.setAttribute("aria-describedby", tip.id);
  };
  column.addEventListener("pointerover", (event) => { const mark = event.target.closest("[data-mark], [data-tip]"); mark ? showTip(mark) : (tip.hidden = true); });
  column.addEventListener("pointerleave", () => { tip.hidden = true; });
  column.addEventListener("focusin", (event) => { if (event.target.matches("[data-mark]:focus-visible")) showTip(event.target); });
  column.addEventListener("focusout", () => { tip.hidden = true; });
  pane.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // The card of what is picked, and what can be said about it.
  let offered = null;
  const offers = (message) => { if (message.offer) offered?.(message.offer); };
  model.on("msg:custom", offers);
  ends.push(() => model.off("msg:custom", offers));

  const form = (verb, card) => {
    let value = verb.now ?? "";
    const why = h("input", { type: "text", class: "wbx-input", placeholder: words.why, "aria-label": words.why });
    let ticked = () => [];
    const ready = () => { apply.disabled = !value.trim() || (verb.asks === "mentions" && !ticked().length); };
    const apply = h("button", { type: "submit", class: "wbx-button wbx-main", disabled: ["name", "mentions"].includes(verb.asks) }, verb.verb === "accept" ? words.confirm : words.apply);
    // Names to choose from; where somebody new may be meant, what is typed counts as well.
    const named = (label_, fresh) => {
      const names = h("div", { class: "wbx-offers", role: "group", "aria-label": label_ });
      let wait = 0;
      const ask = (typed) => say({ do: "offer", words: typed, among: verb.verb === "source" ? "source" : "actor" });
      offered = (found_) => {
        if (!fresh) value = "";
        ready();
        names.replaceChildren(...(found_.length || fresh ? found_.map((one) => h("button", {
          type: "button", class: "wbx-offer", "aria-pressed": "false",
          onclick: (event) => {
            names.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", other === event.currentTarget));
            value = one.id;
            ready();
          },
        }, h("b", {}, one.name), h("small", {}, one.kind))) : [h("p", { class: "wbx-empty" }, words.nobody)]));
      };
      ask("");
      return [h("input", {
        type: "search", class: "wbx-input", placeholder: label_, "aria-label": label_,
        oninput: (event) => { clearTimeout(wait); wait = setTimeout(ask, 120, event.target.value); if (fresh) { value = event.target.value; ready(); } },
      }), names];
    };
    const asks = {
      none: () => null,
      text: () => h("input", { type: "text", class: "wbx-input", value, "aria-label": verb.label, oninput: (event) => { value = event.target.value; } }),
      kind: () => h("select", { class: "wbx-input", "aria-label": verb.label, onchange: (event) => { value = event.target.value; } },
        verb.choices.map(([key, label_]) => h("option", { value: key, selected: key === value }, label_))),
      name: () => named(words.find, false),
      mentions: () => {
        const boxes = verb.choices.map((one) => {
          const box = h("input", { type: "checkbox", value: one.number, onchange: ready });
          box.checked = one.on;
          return [box, h("label", {}, box, h("span", { class: "wbx-words" }, one.before, h("mark", {}, one.text), one.after))];
        });
        ticked = () => boxes.filter(([box]) => box.checked).map(([box]) => +box.value);
        return [h("fieldset", { class: "wbx-which" }, h("legend", {}, words.which), boxes.map(([, label_]) => label_)), named(words.whom, true)].flat();
      },
    };
    const fields = h("form", {
      class: "wbx-form", onsubmit: (event) => { event.preventDefault(); apply.disabled = true; say({ do: "correct", verb: verb.verb, value, mentions: ticked(), why: why.value }); },
      onkeydown: (event) => {
        if (event.key === "Escape") { event.stopPropagation(); drawCard(card); }
        if (event.key === "Enter" && event.target.matches("input") && !apply.disabled) { event.preventDefault(); fields.requestSubmit(); }  // JupyterLab keeps a form from doing so itself
      },
    }, h("p", {}, verb.means), asks[verb.asks](),
      h("div", { class: "wbx-last" }, why, apply, h("button", { type: "button", class: "wbx-quiet", onclick: () => drawCard(card) }, words.cancel)));
    places.card.querySelector(".wbx-form")?.remove();
    places.card.querySelectorAll(".wbx-verbs button").forEach((other) => other.setAttribute("aria-expanded", other.dataset.key === `verb-${verb.verb}`));
    places.card.firstElementChild.append(fields);
    fields.querySelector("input, select, button")?.focus();
  };

  const drawCard = (card) => {
    offered = null;
    if (!card) return refill(places.card);
    const choose = card.only && h("button", {
      type: "button", class: "wbx-button", "aria-pressed": String(card.only.on), "data-key": "only",
      onclick: () => say({ do: "choose", field: card.only.field, value: card.only.on ? null : card.only.value }),
    }, card.only.on ? words.all : words.only);
    refill(places.card, h("section", { class: "wbx-slip", "aria-label": card.label },
      h("header", {}, h("small", {}, card.label), h("h4", { class: `wbx-as-${card.css}` }, card.head), choose,
        h("button", { type: "button", class: "wbx-turn", "aria-label": words.close, "data-key": "shut", onclick: () => say({ do: "shut" }) }, "×")),
      h("dl", {}, card.lines.map(([label_, value]) => h("div", {}, h("dt", {}, label_), h("dd", {}, value)))),
      card.verbs.length ? h("div", { class: "wbx-verbs", role: "group", "aria-label": words.correct }, card.verbs.map((verb) => h("button", {
        type: "button", class: "wbx-verb", "data-key": `verb-${verb.verb}`, title: verb.means, "aria-expanded": "false", onclick: () => form(verb, card),
      }, verb.label))) : null));
  };
  listen("card", drawCard);

  listen("notice", (notice) => {
    clearTimeout(busy);
    root.removeAttribute("aria-busy");
    told.textContent = notice.text ?? "";
    told.classList.toggle("wbx-wrong", Boolean(notice.wrong));
    told.hidden = !notice.text;
  });

  return () => ends.forEach((end) => end());
};

export default { render };
