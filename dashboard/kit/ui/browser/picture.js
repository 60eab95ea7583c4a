// A chart as a picture that can stand alone: title, figure, note, source line, date and link.
//
// The figure is drawn by Plotly, out of sight, as the page drew it, with the reader's zoom and lines
// switched off. It is laid into a sheet of our own, so that whatever a title holds is text.

import { plotly } from "./library.js";

const WIDTH = 1200;
const HEIGHT = 675;
const EDGE = 36;
const SVG = "http://www.w3.org/2000/svg";
const FONT = '"Helvetica Neue", Helvetica, Arial, sans-serif'; // an image has no fonts of a page
const [INK, MUTED, LINE] = ["#1B1F27", "#5B6472", "#DDE1E7"];
const TITLE = { size: 28, least: 20, lines: 2, most: 3, weight: 700, colour: INK };
const NOTE = { size: 13.5, most: 4, colour: MUTED };
const SITE = { size: 13.5, most: 1, weight: 700, colour: INK };
const LINK = { size: 12, most: 3, colour: MUTED };
const SHRUNK = 0.78; // a figure is not made smaller than this: its words are to be read

const WIDER = 1.15; // letters of a picture, where fonts of the page do not reach, beside the page's

const measure = document.createElement("canvas").getContext("2d");

function width(text, { size, weight = 400 }) {
  measure.font = `${weight} ${size}px ${FONT}`;
  return measure.measureText(text).width;
}

// The lines of a text, at most `most` of them; a word longer than a line, as an address, is parted.
export function lines(text, style, room) {
  const found = [];
  let line = "";
  for (let word of text.trim().split(/[ \n]+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (width(longer, style) <= room) {
      line = longer;
      continue;
    }
    if (line) found.push(line);
    while (width(word, style) > room) {
      let end = word.length;
      while (end > 1 && width(word.slice(0, end), style) > room) end -= 1;
      found.push(word.slice(0, end));
      word = word.slice(end);
    }
    line = word;
  }
  if (line) found.push(line);
  if (found.length <= style.most) return found;
  let last = found[style.most - 1];
  while (width(`${last}…`, style) > room) last = last.slice(0, -1);
  return [...found.slice(0, style.most - 1), `${last.trimEnd()}…`];
}

// A title is set smaller until it stands on few lines.
function titled(text, room) {
  const style = { ...TITLE };
  while (lines(text, { ...style, most: Infinity }, room).length > style.lines && style.size > style.least)
    style.size -= 1;
  return style;
}

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

class Sheet {
  constructor() {
    this.parts = [];
  }

  // Write lines from a height on; return the height below them.
  write(said, style, top, x = EDGE, anchor = "start") {
    const step = Math.round(style.size * 1.4);
    said.forEach((line, at) => {
      const look = { "font-size": style.size, "font-weight": style.weight ?? 400, fill: style.colour };
      const place = { x, y: top + at * step + Math.round(style.size * 1.05), "text-anchor": anchor };
      this.parts.push(element("text", { ...place, ...look }, line));
    });
    return top + said.length * step;
  }

  rule(y) {
    this.parts.push(element("rect", { x: EDGE, y, width: WIDTH - 2 * EDGE, height: 1, fill: LINE }));
  }

  put(drawn, x, y, wide, high) {
    const figure = document.importNode(drawn, true);
    const [own, tall] = [figure.getAttribute("width"), figure.getAttribute("height")];
    const place = { x, y, width: wide, height: high, viewBox: `0 0 ${own} ${tall}` };
    for (const [key, value] of Object.entries(place)) figure.setAttribute(key, value);
    this.parts.push(figure);
  }

  close(high) {
    const size = { width: WIDTH, height: high, viewBox: `0 0 ${WIDTH} ${high}` };
    const root = element("svg", { xmlns: SVG, ...size, "font-family": FONT });
    root.append(element("rect", { width: WIDTH, height: high, fill: "#FFFFFF" }), ...this.parts);
    return new XMLSerializer().serializeToString(root);
  }
}

// What the reader did to the chart that stands on the page: zoom, and lines switched off.
function asSeen({ data, layout }, chart) {
  const seen = chart?._fullLayout;
  if (!seen) return;
  for (const [name, axis] of Object.entries(seen)) {
    if (/^[xy]axis\d*$/.test(name) && axis.autorange === false)
      layout[name] = { ...layout[name], range: [...axis.range], autorange: false };
    if (/^map\d*$/.test(name) && layout[name]) {
      const { center, zoom, bearing, pitch } = axis;
      layout[name] = { ...layout[name], center, zoom, bearing, pitch };
    }
  }
  if (chart.data.length !== data.length) return;
  chart.data.forEach(({ name, visible }, at) => {
    if (visible !== undefined && name === data[at].name) data[at].visible = visible;
  });
}

async function figured({ library, figure, height }, chart, wide, room) {
  const Plotly = await plotly(library);
  const { data, layout } = figure;
  const least = layout.map ? 0 : height; // a map has no rows that need their height
  const scale = Math.max(Math.min(1, room / least), SHRUNK);
  const size = { width: wide / scale, height: Math.max(room / scale, least) };
  asSeen(figure, chart);
  for (const name of ["updatemenus", "sliders"]) delete layout[name]; // they play, on a page
  layout.font = { ...layout.font, family: FONT };
  const { r = 0 } = layout.margin ?? {};
  layout.margin = { ...layout.margin, r: r * WIDER }; // where the names of lines stand
  Object.assign(layout, size, { paper_bgcolor: "#FFFFFF" });
  const text = await Plotly.toImage({ data, layout }, { format: "svg", imageDataOnly: true, ...size });
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return { drawn, high: Math.round(size.height * scale) };
}

async function sheet(told, chart) {
  const room = WIDTH - 2 * EDGE;
  const side = 250;
  const link = lines(told.link, LINK, side).length === 1 ? side : room;
  const made = new Sheet();
  const style = titled(told.title, room);
  const top = made.write(lines(told.title, style, room), style, 22) + 8;
  const words = [told.note, told.source].flatMap((said) => lines(said, NOTE, room - side - 24));
  const address = lines(told.link, LINK, link);
  const rows = (count, { size }) => count * Math.round(size * 1.4);
  const beside = rows(1, SITE) + (link === side ? rows(address.length, LINK) : 0);
  const below = link === room ? rows(address.length, LINK) + 4 : 0;
  const foot = 12 + Math.max(rows(words.length, NOTE), beside) + below + 18;
  const { drawn, high } = await figured(told, chart, room, HEIGHT - top - foot - 8);
  made.put(drawn, EDGE, top, room, high);
  const y = top + high + 8;
  made.rule(y);
  const end = made.write(words, NOTE, y + 10);
  const under = made.write([told.site], SITE, y + 10, WIDTH - EDGE, "end");
  if (link === side) made.write(address, LINK, under, WIDTH - EDGE, "end");
  else made.write(address, LINK, Math.max(end, under) + 4);
  return [made.close(y + foot), y + foot];
}

async function painted(svg, high) {
  const image = new Image(WIDTH, high);
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: WIDTH, height: high });
  canvas.getContext("2d").drawImage(image, 0, 0, WIDTH, high);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// Return the picture of what is told; `chart` is the one on the page, where it is drawn.
export async function picture(told, chart) {
  const [svg, high] = await sheet(told, chart);
  return told.kind === "png" ? painted(svg, high) : new Blob([svg], { type: "image/svg+xml" });
}
