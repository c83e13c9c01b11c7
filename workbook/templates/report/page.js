"use strict";
// Unpacks plotly.js once, then draws every chart of the page from the JSON beside it.
(async () => {
  const packed = Uint8Array.from(
    atob(document.getElementById("plotly-packed").textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);

  // A telephone has room for fewer words: what each figure says it writes there.
  const tighten = (data, layout) => {
    const { annotations = [], ...trace } = layout.meta?.narrow ?? {};
    annotations.forEach((text, place) => { layout.annotations[place].text = text; });
    if (trace.text) Object.assign(data.at(-1), trace);
  };

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const config = { responsive: true, displaylogo: false, displayModeBar: false, showTips: false };
  const charts = [...document.querySelectorAll("figure.chart")];
  await Promise.all(charts.map((figure) => {
    const { data, layout } = JSON.parse(figure.querySelector(".chart-spec").textContent);
    if (still) layout.transition = { duration: 0 };
    const drawing = figure.querySelector(".chart-drawing");
    if (drawing.clientWidth < 480) tighten(data, layout);
    return Plotly.newPlot(drawing, data, { ...layout, autosize: true }, config);
  }));

  // Paper has its own width; a chart that kept the screen's would shrink the whole page. page.css
  // draws charts smaller there, by four fifths, as smaller letters do on paper and more fits a sheet.
  const drawings = charts.map((figure) => figure.querySelector(".chart-drawing"));
  addEventListener("beforeprint", () => drawings.forEach((drawing) =>
    Plotly.relayout(drawing, { autosize: false, width: 670 / 0.8 })));
  addEventListener("afterprint", () => drawings.forEach((drawing) =>
    Plotly.relayout(drawing, { autosize: true, width: null })));
  document.documentElement.dataset.charts = String(charts.length);
})();
