"use strict";
// Contents: open at the side of a wide page, folded above a narrow one; the section in view is told.
(() => {
  const fold = document.querySelector(".contents details");
  const links = [...fold.querySelectorAll("a")];
  const wide = matchMedia("(min-width: 69rem)");
  const fit = () => { fold.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
  fold.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) fold.open = false;
  });
  addEventListener("DOMContentLoaded", () => {
    const heads = links.map((link) => document.getElementById(link.hash.slice(1)));
    const tell = () => {
      const above = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3);
      links.forEach((link, place) => {
        place === above.length - 1
          ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
      });
    };
    new IntersectionObserver(tell, { rootMargin: "0px 0px -66% 0px" }).observe(document.body);
    addEventListener("scroll", tell, { passive: true });
    tell();
  });
})();
