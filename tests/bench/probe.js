// Runs in the page before anything else: marks when figures and charts are to be seen.
//
// A mark stands in Chrome's trace with the time of the clock and that of the main thread.
(() => {
  const FIGURES = ".card-value, .now-value, [data-testid=stMetricValue]";
  const MAIN = "[data-testid=stMain]";
  const bench = (window.bench = { last: 0, acted: 0, ran: true, contexts: 0, redrawn: new Set() });
  const hooked = new WeakSet();
  const whole = new WeakSet();
  const seen = new Set();

  const mark = (what) => {
    bench.last = performance.now();
    performance.mark(`bench:${what}`);
  };
  const once = (what, isThere) => {
    if (seen.has(what) || !isThere()) return;
    seen.add(what);
    mark(what);
  };
  const drawn = (chart) => {
    bench.redrawn.add(chart);
    whole.add(chart);
    mark("drawn");
  };

  const text = (selector) => document.querySelector(selector)?.textContent ?? "";

  // A chart's own word that it has been drawn. One without a map may have been before we listen; a
  // map stands there long before it is drawn.
  const isMap = (chart) => chart._fullLayout?._subplots?.map?.length;
  const listen = () => {
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
      if (hooked.has(chart) || !chart.on || !chart._fullLayout) continue;
      hooked.add(chart);
      chart.on("plotly_afterplot", () => drawn(chart));
      if (!isMap(chart) && chart.querySelector(".trace")) drawn(chart);
    }
  };
  const watch = () => {
    listen();
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);

  // Beside what stands on the page the state of the script counts: a page may stay as it was.
  const counts = ({ target }) => {
    const element = target.nodeType === 1 ? target : target.parentElement;
    return element?.dataset?.testid === "stApp" || element?.closest(MAIN);
  };

  // Whatever else changes inside a chart counts as drawing it, though not as its being there first.
  const inside = ({ target }) => target.nodeType === 1 && target.closest(".js-plotly-plot .main-svg");
  const plotOf = ({ target }) => target.closest(".js-plotly-plot");
  new MutationObserver((records) => {
    once("text", () => text(`${MAIN} [data-testid=stMarkdownContainer]`));
    once("figures", () => /\d/.test(text(FIGURES)));
    once("drawn", () => document.querySelector("svg.map")); // drawn on the server
    listen();
    for (const chart of new Set(records.filter(inside).map(plotOf))) {
      bench.redrawn.add(chart);
      mark("drawing");
    }
    if (records.some(counts)) mark("changed");
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  // A short run of the script begins and ends between two pictures: its messages tell.
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", () => {
        bench.ran = true;
        mark("changed");
      });
    }
  };

  const context = HTMLCanvasElement.prototype.getContext;
  const contexts = new WeakSet();
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    if (/^webgl/.test(kind) && !contexts.has(this)) {
      contexts.add(this);
      bench.contexts += 1;
    }
    return context.call(this, kind, ...more);
  };

  const clicked = () => {
    if (bench.acted) return;
    mark("clicked");
    bench.acted = bench.last;
  };
  addEventListener("pointerdown", clicked, true);

  bench.arm = () => {
    bench.acted = bench.last = bench.contexts = 0;
    bench.ran = false; // on a busy machine the script begins long after the click
    bench.redrawn.clear();
  };

  // Charts that are still to come: those of this app say so, of others nothing is there yet.
  const coming = () => [
    ...document.querySelectorAll(
      "[data-testid=stSkeleton], .chart[data-state=due], .chart[data-state=drawing]," +
        ".stBidiComponent:not(:has(.chart, .share)), .stPlotlyChart:not(:has(.main-svg))",
    ),
    ...[...document.querySelectorAll(".js-plotly-plot")].filter((c) => isMap(c) && !whole.has(c)),
  ];
  const script = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;

  // The script is done, no chart is to come, and nothing has changed for a while.
  bench.settled = (quiet) =>
    bench.ran &&
    script() === "notRunning" &&
    !coming().length &&
    bench.last > bench.acted &&
    performance.now() - bench.last > quiet;

  // Why a page has not settled, for whoever asks.
  bench.state = () => ({
    ran: bench.ran,
    script: script(),
    coming: coming().map((element) => element.outerHTML.slice(0, 200)),
    acted: bench.acted,
    last: bench.last,
  });

  // The figures of the charts that stand there drawn, as they were asked for.
  bench.figures = () =>
    [...document.querySelectorAll(".js-plotly-plot")].map(({ data, layout }) => {
      const { width, uirevision, selectionrevision, ...rest } = layout;
      return { data, layout: rest };
    });

  mark("begun");
})();
