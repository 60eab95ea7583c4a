// A chart of a page: mounted once, and drawn into when its figure changes.
//
// Streamlit calls the default export when a chart comes onto the page and whenever its data change;
// parentElement stays the same until the chart leaves the page.

import { plotly, rowOf, unpacked } from "./library.js";

const NEAR = "600px 0px"; // a chart no farther from the window than this is drawn; others wait
const PAPER = 664; // pixels of a chart on A4 upright, within the margins that page.css sets
const CONFIG = { displaylogo: false, showSendToCloud: false };
const AREAS = ["select2d", "lasso2d"];
const FULL_SCREEN = {
  width: 448,
  height: 512,
  path: "M32 32C14.3 32 0 46.3 0 64v96c0 17.7 14.3 32 32 32s32-14.3 32-32V96h64c17.7 0 32-14.3 32-32s-14.3-32-32-32H32zM64 352c0-17.7-14.3-32-32-32s-32 14.3-32 32v96c0 17.7 14.3 32 32 32h96c17.7 0 32-14.3 32-32s-14.3-32-32-32H64V352zM320 32c-17.7 0-32 14.3-32 32s14.3 32 32 32h64v64c0 17.7 14.3 32 32 32s32-14.3 32-32V64c0-17.7-14.3-32-32-32H320zM448 352c0-17.7-14.3-32-32-32s-32 14.3-32 32v64H320c-17.7 0-32 14.3-32 32s14.3 32 32 32h96c17.7 0 32-14.3 32-32V352z",
};

class Chart {
  constructor(parent) {
    this.host = document.createElement("div");
    this.host.className = "chart";
    this.host.setAttribute("role", "figure");
    this.host.dataset.testid = "chart";
    this.host.dataset.state = "due";
    parent.append(this.host);
    this.picked = [];
    this.view = 0;
    this.drawings = 0;
    this.turn = Promise.resolve();
    this.shown = Promise.resolve();
    this.seen = new IntersectionObserver((entries) => this.near(entries.at(-1).isIntersecting), {
      rootMargin: NEAR,
    });
    this.sized = new ResizeObserver(() => this.resized());
    this.printed = (event) => this.print(event.isTrusted);
    this.unprinted = () => this.offPaper();
    this.host.addEventListener("dblclick", (event) => this.reset(event));
    this.seen.observe(this.host);
    this.sized.observe(this.host);
    addEventListener("beforeprint", this.printed);
    addEventListener("afterprint", this.unprinted);
  }

  // Take what the page says of the chart, as compressed JSON: figure, height, alt, library, choose.
  show(packed, report) {
    this.report = report;
    this.shown = this.shown
      .then(() => unpacked(packed))
      .then((text) => this.take(text))
      .catch((error) => this.failed(error));
  }

  take(text) {
    if (text === this.text) return;
    this.text = text;
    this.data = JSON.parse(text);
    this.host.setAttribute("aria-label", this.data.alt);
    this.host.style.height = `${this.data.height}px`;
    this.due();
  }

  near(isNear) {
    this.isNear = isNear;
    if (this.host.dataset.state === "due" || this.host.dataset.state === "far") this.due();
  }

  resized() {
    const drawn = this.host._fullLayout;
    if (this.isOnPaper) return;
    if (drawn && this.width && Math.abs(drawn.width - this.width) + Math.abs(drawn.height - this.height) > 1)
      this.due();
  }

  // Paper has no second chance: all is drawn, as wide as paper, before this returns. Who only wants
  // all charts drawn sends the event himself, and screens keep their width.
  print(isPaper) {
    if (!this.data || !(isPaper || this.host.dataset.state !== "drawn")) return;
    this.isOnPaper = isPaper;
    if (!window.Plotly) return this.near(true);
    this.draw(window.Plotly).catch((error) => this.failed(error));
  }

  offPaper() {
    if (!this.isOnPaper) return;
    this.isOnPaper = false;
    this.due();
  }

  // Show the figure as the page drew it: the whole period, every line, the map's first view.
  reset(event) {
    if (event.target.closest?.(".legend, .modebar")) return;
    this.view += 1;
    this.due();
  }

  get width() {
    return this.isOnPaper && this.host.clientWidth ? PAPER : this.host.clientWidth;
  }

  get height() {
    return document.fullscreenElement === this.host ? this.host.clientHeight : this.data.height;
  }

  // Draw soon, or when the chart comes near; drawings wait for each other, and the latest counts.
  due() {
    this.host.dataset.state = this.isNear === false ? "far" : "due";
    if (!this.isNear || this.isWaiting || !this.data) return;
    this.isWaiting = true;
    this.turn = this.turn
      .then(() => plotly(this.data.library))
      .then((Plotly) => this.draw(Plotly))
      .catch((error) => this.failed(error));
  }

  async draw(Plotly) {
    this.isWaiting = false;
    if (!this.width) return (this.host.dataset.state = "far"); // in a section that is closed
    const { figure, choose } = JSON.parse(this.text); // anew: Plotly writes into what it draws
    const { data, layout } = figure;
    this.drawings += 1;
    Object.assign(layout, {
      width: this.width,
      height: this.height,
      uirevision: `view ${this.view}`, // zoom and lines switched off are kept
      selectionrevision: `drawing ${this.drawings}`, // marks are counted anew
    });
    if (choose) {
      layout.hovermode ??= "closest";
      layout.clickmode = choose === "areas" ? "event+select" : "event";
      if (choose === "areas") layout.dragmode ??= "pan";
    }
    this.mark(data);
    this.host.dataset.state = "drawing";
    await Plotly.react(this.host, { data, layout, config: this.config });
    if (this.drawings === 1) this.listen();
    if (this.host.dataset.state === "drawing") this.host.dataset.state = "drawn";
  }

  // The same object each time: for another one Plotly would make the chart anew.
  get config() {
    return (this.settings ??= this.configured());
  }

  configured() {
    const button = {
      name: "full screen",
      title: "Full screen",
      icon: FULL_SCREEN,
      click: () => (document.fullscreenElement ? document.exitFullscreen() : this.host.requestFullscreen()),
    };
    const camera = {
      name: "picture",
      title: "Download as a PNG",
      icon: window.Plotly.Icons.camera,
      click: () => this.save(),
    };
    const without = ["toImage", ...(this.data.choose === "areas" ? [] : [...AREAS, "autoScale2d"])];
    return { ...CONFIG, modeBarButtonsToAdd: [camera, button], modeBarButtonsToRemove: without };
  }

  save() {
    const button = rowOf(this.host)?.querySelector("[name=png]");
    if (button) button.click();
    else window.Plotly.downloadImage(this.host);
  }

  // What was picked stays marked when the marks around it change.
  mark(traces) {
    const picked = new Set(this.picked);
    const isPicked = (ids) => Array.isArray(ids) && ids.some((id) => picked.has(id));
    if (!traces.some((trace) => trace.customdata?.some(isPicked))) return;
    for (const trace of traces) {
      const marks = (trace.customdata ?? []).map(isPicked);
      trace.selectedpoints = marks.flatMap((isOne, at) => (isOne ? [at] : []));
    }
  }

  listen() {
    this.host.on("plotly_click", ({ points: [{ customdata }] }) => {
      if (this.data.choose === "click" && customdata != null)
        this.report.setTriggerValue("clicked", customdata);
    });
    this.host.on("plotly_selected", (event) => event && this.pick(event.points));
    this.host.on("plotly_deselect", () => this.pick([]));
  }

  pick(points) {
    if (this.data.choose !== "areas") return;
    const picked = points.flatMap(({ customdata }) => customdata ?? []);
    if (String(picked) === String(this.picked)) return;
    this.picked = picked;
    this.report.setStateValue("picked", picked);
  }

  failed(error) {
    this.host.dataset.state = "failed";
    this.host.textContent = "This chart cannot be drawn here. Its rows stand below it.";
    console.error(error);
  }

  leave() {
    this.seen.disconnect();
    this.sized.disconnect();
    removeEventListener("beforeprint", this.printed);
    removeEventListener("afterprint", this.unprinted);
    window.Plotly?.purge(this.host);
  }
}

const charts = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  if (!charts.has(parentElement)) charts.set(parentElement, new Chart(parentElement));
  const chart = charts.get(parentElement);
  chart.show(data, { setStateValue, setTriggerValue });
  // Streamlit cleans up after a call that a later one overtook, too: the chart stands then.
  return () => parentElement.isConnected || chart.leave();
}
