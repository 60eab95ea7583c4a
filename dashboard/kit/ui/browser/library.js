// What the scripts of this folder share.

let library;

// Plotly's library, once a page; index.html has asked for it already.
export function plotly(address) {
  return (library ??= new Promise((found, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => found(window.Plotly));
    script.addEventListener("error", () => failed(new Error(`${address} did not come`)));
    document.head.append(script);
  }));
}

// The text that compressed bytes hold.
export function unpacked(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

// The class that Streamlit gives the element with a key.
export function classOf(key) {
  return `st-key-${key.trim().replace(/[^a-zA-Z0-9_-]/g, "-")}`;
}

// The row of what a chart can be taken along as, where it has one.
export function rowOf(chart) {
  return [...document.querySelectorAll(".share")].find((row) => chart.closest(`.${row.dataset.of}`));
}
