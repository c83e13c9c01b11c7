"use strict";
// Reading view: a small popover for marks, arrow keys from mark to mark, rules beside quotations.
(() => {
  const tipOf = (mark) => {
    const lines = [];
    for (let at = mark; at && !at.matches(".wb-column"); at = at.parentElement)
      if (at.dataset.tip) lines.push(at.dataset.tip);
    return lines.join("\n\n");
  };

  const drawRules = (view) => {
    view.querySelectorAll(".wb-rule").forEach((rule) => rule.remove());
    let last = null, floor = 0;
    view.querySelectorAll(".wb-note").forEach((note) => {
      const block = note.closest("p");
      if (block !== last) floor = -Infinity;
      last = block;
      const own = [...block.querySelectorAll(`[data-run="${note.dataset.run}"]`)];
      const boxes = own.flatMap((piece) => [...piece.getClientRects()]);
      if (!boxes.length) return;
      const end = Math.max(...boxes.map((b) => b.bottom));
      const top = Math.min(Math.max(floor, Math.min(...boxes.map((b) => b.top))), end - 12);
      floor = end;
      const rule = document.createElement("span");
      rule.className = "wb-rule " + [...note.classList].find((c) => c.startsWith("wb-sure-"));
      rule.setAttribute("aria-hidden", "true");
      rule.style.top = `${top - block.getBoundingClientRect().top + 2}px`;
      rule.style.height = `${end - top - 4}px`;
      block.append(rule);
    });
  };

  const begin = (view) => {
    view.dataset.ready = "yes";
    const column = view.querySelector(".wb-column");
    const marks = [...view.querySelectorAll("[tabindex]")].filter((m) => column.contains(m));
    const tip = document.createElement("div");
    tip.className = "wb-tip";
    tip.id = `tip-${column.id}`;
    tip.role = "tooltip";
    tip.hidden = true;
    document.body.append(tip);
    view.querySelectorAll("[data-tip]").forEach((mark) => mark.removeAttribute("title"));
    marks.forEach((mark, place) => { if (place) mark.tabIndex = -1; });

    const show = (mark) => {
      const text = tipOf(mark);
      if (!text) return;
      tip.textContent = text;
      tip.hidden = false;
      const spot = mark.getClientRects()[0], box = tip.getBoundingClientRect();
      const below = spot.bottom + box.height + 12 < innerHeight;
      tip.style.left = `${Math.max(8, Math.min(spot.left, innerWidth - box.width - 8))}px`;
      tip.style.top = `${below ? spot.bottom + 6 : spot.top - box.height - 6}px`;
      mark.setAttribute("aria-describedby", tip.id);
    };
    const hide = () => { tip.hidden = true; };
    // Going to a mark may scroll the page: its popover goes along, that of a pointer does not.
    const follow = () => {
      if (tip.hidden) return;
      const held = document.activeElement;
      column.contains(held) && held.matches("[data-tip]") ? show(held) : hide();
    };
    const marked = (event) => event.target.closest?.("[data-tip]");
    column.addEventListener("pointerover", (event) => { const m = marked(event); m ? show(m) : hide(); });
    column.addEventListener("pointerleave", hide);
    column.addEventListener("focusin", (event) => { const m = marked(event); if (m) show(m); });
    column.addEventListener("focusout", hide);
    addEventListener("scroll", follow, { passive: true });
    column.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return hide();
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const place = marks.indexOf(document.activeElement);
      if (!step || place < 0) return;
      event.preventDefault();
      const next = marks[Math.max(0, Math.min(marks.length - 1, place + step))];
      document.activeElement.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
    const redraw = () => drawRules(view);
    new ResizeObserver(redraw).observe(column);
    document.fonts?.ready.then(redraw);
  };
  document.querySelectorAll(".wb-text:not([data-ready])").forEach(begin);
})();
