// Beside probe.js, on a dashboard of Superset: its charts are drawn on canvases.
(() => {
  const INSIDE = ".chart-container, .dashboard-chart";
  const known = new WeakSet();
  const charts = () => [...document.querySelectorAll(".chart-container")];
  const isThere = (chart) => chart.querySelector("canvas, table") && !chart.querySelector(LOADING);
  const LOADING = ".loading, [data-test=loading-indicator]";
  const element = ({ target }) => (target.nodeType === 1 ? target : target.parentElement);

  const mark = (what) => {
    bench.last = performance.now();
    performance.mark(`bench:${what}`);
  };
  new MutationObserver((records) => {
    for (const chart of charts()) {
      if (known.has(chart) || !isThere(chart)) continue;
      known.add(chart);
      mark("drawn");
    }
    if (records.some((record) => element(record)?.closest(INSIDE))) mark("drawing");
  }).observe(document, { subtree: true, childList: true, characterData: true });

  bench.settled = (quiet) =>
    charts().length >= window.expected &&
    charts().every(isThere) &&
    bench.last > bench.acted &&
    performance.now() - bench.last > quiet;
})();
