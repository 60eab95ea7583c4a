// Runs in the page before anything else: notes when charts are drawn. Times are those of
// performance.now(), milliseconds since the navigation began.
(() => {
  const bench = (window.bench = { first: 0, acted: 0, last: 0, redrawn: new Set() });
  const hooked = new WeakSet();

  const drawn = (chart) => {
    bench.last = performance.now();
    if (chart) bench.redrawn.add(chart);
    if (!bench.first) bench.first = bench.last;
  };

  // A chart's own word that it has been drawn; SVG traces may stand there before we can listen.
  const watch = () => {
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
      if (hooked.has(chart) || !chart.on) continue;
      hooked.add(chart);
      chart.on("plotly_afterplot", () => drawn(chart));
      if (chart.querySelector(".trace")) drawn(chart);
    }
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);

  // Whatever else changes inside a chart counts as drawing it.
  new MutationObserver((records) => {
    const inside = (r) => r.target.nodeType === 1 && r.target.closest(".js-plotly-plot .main-svg");
    if (bench.acted && records.some(inside)) bench.last = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });

  addEventListener("pointerdown", () => (bench.acted ||= performance.now()), true);

  bench.arm = () => {
    bench.acted = bench.last = 0;
    bench.redrawn.clear();
  };

  // The script is done, something was drawn, and nothing has been drawn for a while.
  bench.settled = (quiet) =>
    document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" &&
    bench.last > bench.acted &&
    performance.now() - bench.last > quiet;

  const points = (trace) =>
    Math.max(...["x", "y", "lon", "lat"].map((axis) => trace[axis]?.length ?? 0));
  bench.points = () =>
    [...document.querySelectorAll(".js-plotly-plot")].map((chart) =>
      (chart._fullData ?? []).reduce((sum, trace) => sum + points(trace), 0),
    );
})();
