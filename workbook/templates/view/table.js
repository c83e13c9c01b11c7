"use strict";
// Tables: sort by a column's button, search all cells, copy a citation; on a telephone the first
// rows, the others on demand. Without this script they are plain tables.
(() => {
  const value = (row, place) => row.cells[place].dataset.sort ?? row.cells[place].textContent.trim();
  const compare = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a.localeCompare(b, undefined, { numeric: true });
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {  // no permission, or a page from a file in some browsers
      const field = document.createElement("textarea");
      field.value = text;
      field.style.cssText = "position:fixed;top:0;opacity:0";
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };
  const show = (button) => {  // what cannot be copied can still be chosen
    const field = document.createElement("span");
    field.className = "wb-cited";
    field.tabIndex = 0;
    field.textContent = button.dataset.cite;
    if (!button.parentNode.querySelector(".wb-cited")) button.parentNode.append(field);
    getSelection().selectAllChildren(button.parentNode.querySelector(".wb-cited"));
  };
  const citing = (view, told) => view.querySelectorAll(".wb-cite").forEach((button) => {
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copied(button.dataset.cite);
      button.focus();
      if (!done) show(button);
      const said = done ? button.dataset.done : button.dataset.failed;
      button.textContent = told.textContent = said;
      setTimeout(() => {
        button.textContent = name;
        if (told.textContent === said) told.textContent = "";
      }, 2500);
    });
  });

  const sorting = (body, heads) => {
    const given = [...body.rows];
    heads.forEach((head, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      // Numbers begin with the largest, words with A; the third press brings the given order back.
      const order = ["ascending", "descending"];
      if (head.matches(".wb-number")) order.reverse();
      button.addEventListener("click", () => {
        const next = order[order.indexOf(head.getAttribute("aria-sort")) + 1];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        const sign = { ascending: 1, descending: -1 }[next];
        body.append(...(sign
          ? [...given].sort((a, b) => sign * compare(value(a, place), value(b, place)))
          : given));
      });
    });
  };

  const words = (row) => {  // without those on its buttons
    const copy = row.cloneNode(true);
    copy.querySelectorAll("button").forEach((button) => button.remove());
    return copy.textContent.toLocaleLowerCase();
  };
  const searching = (search, body, told) => {
    const known = new Map();
    search.hidden = false;
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLocaleLowerCase();
      let shown = 0;
      for (const row of body.rows) {
        if (!known.has(row)) known.set(row, words(row));
        row.hidden = !known.get(row).includes(wanted);
        shown += !row.hidden;
      }
      const found = shown ? search.dataset.found : search.dataset.none;
      told.textContent = wanted
        ? found.replace("{n}", shown).replace("{rows}", body.rows.length) : "";
    });
  };

  const folding = (view, search) => {
    const all = view.querySelector(".wb-all");
    if (!all) return;
    const unfold = (row) => {
      delete view.dataset.folded;
      all.hidden = true;
      row?.scrollIntoView();
    };
    const follow = () => {  // a link may lead to a row that is folded away
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (view.dataset.folded && row && view.contains(row)) unfold(row);
    };
    view.dataset.folded = "yes";
    all.hidden = false;
    all.addEventListener("click", () => unfold());
    search?.addEventListener("input", () => unfold());
    addEventListener("hashchange", follow);
    follow();
  };

  const begin = (view) => {
    view.dataset.ready = "yes";
    const body = view.querySelector("tbody"), told = view.querySelector(".wb-told");
    sorting(body, [...view.querySelectorAll("thead th")]);
    citing(view, told);
    const search = view.querySelector("input[type=search]");
    if (search) searching(search, body, told);
    folding(view, search);
  };
  document.querySelectorAll(".wb-table:not([data-ready])").forEach(begin);
})();
