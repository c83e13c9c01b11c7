"use strict";
// Tables: sort by a column's button, search all cells. Without this script they are plain tables.
(() => {
  const value = (row, place) => row.cells[place].dataset.sort ?? row.cells[place].textContent.trim();
  const compare = (a, b) => {
    const [x, y] = [Number(a), Number(b)];
    if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a.localeCompare(b, undefined, { numeric: true });
  };
  const begin = (view) => {
    view.dataset.ready = "yes";
    const body = view.querySelector("tbody"), heads = [...view.querySelectorAll("thead th")];
    heads.forEach((head, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((a, b) => compare(value(a, place), value(b, place)));
        body.append(...(down ? rows.reverse() : rows));
      });
    });
    const search = view.querySelector("input[type=search]"), told = view.querySelector(".wb-told");
    if (!search) return;
    search.hidden = false;
    search.addEventListener("input", () => {
      const wanted = search.value.toLocaleLowerCase();
      let shown = 0;
      for (const row of body.rows) {
        row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
        shown += !row.hidden;
      }
      told.textContent = wanted ? `${shown} / ${body.rows.length}` : "";
    });
  };
  document.querySelectorAll(".wb-table:not([data-ready])").forEach(begin);
})();
