// The row under a chart or a table: what it can be taken along as.
//
// A press asks the server, which answers with a file, a figure to make a picture of, or a text to
// copy: nothing is made before.

import { classOf, unpacked } from "./library.js";

class Row {
  constructor(parent) {
    this.host = document.createElement("div");
    this.host.className = "share";
    this.host.setAttribute("role", "group");
    this.host.dataset.testid = "share";
    this.buttons = document.createElement("div");
    this.buttons.className = "share-buttons";
    this.said = document.createElement("p");
    this.said.className = "share-said";
    this.said.setAttribute("role", "status");
    this.panel = document.createElement("div");
    this.panel.className = "share-panel";
    this.host.append(this.buttons, this.said, this.panel);
    parent.append(this.host);
    this.shown = Promise.resolve();
    this.done = 0;
  }

  // Take what the page says of the row, as compressed JSON: key, title, buttons, panel, answer.
  show(packed, report) {
    this.report = report;
    this.shown = this.shown
      .then(() => unpacked(packed))
      .then((text) => this.take(JSON.parse(text)))
      .catch((error) => this.failed(error));
  }

  async take({ key, title, buttons, panel, answer, is_asked }) {
    this.host.dataset.of = classOf(key);
    if (is_asked) arrive(key, this.host);
    this.host.setAttribute("aria-label", `Take along: ${title}`);
    this.offer(buttons, title);
    this.open(panel);
    if (!answer || answer.number === this.done) return;
    this.done = answer.number;
    save(answer.name, answer.base64 ? bytesOf(answer) : await drawn(answer, key));
  }

  offer(buttons, title) {
    const names = buttons.map(({ name }) => name).join();
    if (names !== this.names) {
      this.names = names;
      this.buttons.replaceChildren(...buttons.map((told) => this.button(told)));
    }
    buttons.forEach(({ words, is_open }, at) => {
      const button = this.buttons.children[at];
      button.setAttribute("aria-label", `${words} of: ${title}`);
      button.ariaBusy = null;
      if (is_open != null) button.setAttribute("aria-expanded", is_open);
    });
    this.said.textContent = "";
  }

  button({ name, words }) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", name, textContent: words });
    button.addEventListener("click", () => {
      button.ariaBusy = "true";
      this.report.setTriggerValue("asked", name);
    });
    return button;
  }

  // Show a text to copy, with what is to be said of it; nothing where none is open.
  open(panel) {
    const told = JSON.stringify(panel);
    if (told === this.told) return;
    this.told = told;
    if (!panel) return this.panel.replaceChildren();
    const label = document.createElement("label");
    const field = document.createElement("textarea");
    Object.assign(field, { value: panel.text, readOnly: true, rows: 3, spellcheck: false });
    label.append(panel.label, field);
    field.addEventListener("focus", () => field.select());
    const copy = document.createElement("button");
    Object.assign(copy, { type: "button", name: "copy", textContent: "Copy" });
    copy.addEventListener("click", () => this.copy(field));
    const note = document.createElement("p");
    note.textContent = panel.note;
    this.panel.replaceChildren(label, copy, ...(panel.note ? [note] : []));
  }

  // The way that asks for no permission comes second: it takes the selection with it.
  async copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    this.said.textContent = "Copied.";
  }

  failed(error) {
    for (const button of this.buttons.children) button.ariaBusy = null;
    this.said.textContent = "That could not be made here.";
    console.error(error);
  }
}

const arrived = new Set();

// Go to the frame of a chart that the link asks for, once; what is drawn above it late moves it, so
// stay with it until the reader goes on.
function arrive(key, row) {
  const frame = row.closest(`.${classOf(`${key}-frame`)}`) ?? row;
  if (arrived.has(key)) return;
  arrived.add(key);
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  const sized = new ResizeObserver(() => frame.scrollIntoView({ block: "start" }));
  sized.observe(page);
  const done = new AbortController();
  const leave = () => (sized.disconnect(), done.abort());
  for (const moved of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(moved, leave, { signal: done.signal, capture: true, passive: true });
  setTimeout(leave, 10_000);
}

function bytesOf({ base64, mime }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: mime });
}

async function drawn(answer, key) {
  const { picture } = await import("./picture.js");
  return picture(answer, document.querySelector(`.${classOf(key)} .chart`));
}

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const rows = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!rows.has(parentElement)) rows.set(parentElement, new Row(parentElement));
  rows.get(parentElement).show(data, { setTriggerValue });
}
