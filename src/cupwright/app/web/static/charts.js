// A chart that is alive: drawn in the page from its definition, with what each mark says, by pointer, finger or keyboard.
const NEAR = 26; // pixels from a mark within which it is meant
const alive = new WeakMap();
let hints = 0;

export async function toggle(button, library) {
  const figure = button.closest("figure");
  if (alive.has(figure)) back(figure);
  else await enliven(figure, button, library);
}

function back(figure) {
  alive.get(figure)();
  alive.delete(figure);
}

async function enliven(figure, button, library) {
  const picture = figure.querySelector("img");
  // The definition stands beside the picture that the browser chose for this window.
  const [{ default: embed }, spec] = await Promise.all([import(library), definition(picture.currentSrc || picture.src)]);
  const place = element("div", "live");
  const drawn = place.appendChild(element("div", "drawn"));
  const ring = place.appendChild(element("div", "ring"));
  const tip = place.appendChild(element("div", "tip"));
  const said = place.appendChild(element("p", "hidden"));
  const hint = element("p", "small hint", button.dataset.hint);
  hint.id = `hint-${(hints += 1)}`;
  ring.hidden = tip.hidden = true;
  drawn.setAttribute("aria-hidden", "true");
  said.setAttribute("role", "status");
  place.tabIndex = 0;
  place.setAttribute("role", "application");
  place.setAttribute("aria-label", picture.alt);
  place.setAttribute("aria-describedby", hint.id);
  figure.querySelector("picture").after(place, hint);
  figure.classList.add("lively");
  let found;
  const width = matchMedia("(max-width: 600px)");
  const leave = () => back(figure);
  alive.set(figure, () => {
    width.removeEventListener("change", leave);
    found?.finalize();
    place.remove();
    hint.remove();
    figure.classList.remove("lively");
    button.setAttribute("aria-pressed", "false");
  });
  try {
    // No style sheet and no menu of its own, no tooltip of its own, and no eval: the policy of contents stays as it is.
    const options = { mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, tooltip: () => {} };
    found = await embed(drawn, spec, options);
  } catch (error) {
    back(figure);
    throw error;
  }
  width.addEventListener("change", leave);
  button.setAttribute("aria-pressed", "true");
  listen(place, tip, ring, said, marksOf(found.view.scenegraph().root), () => { back(figure); button.focus(); });
  place.focus({ preventScroll: true });
}

async function definition(address) {
  const file = new URL(address);
  file.pathname = file.pathname.replace(/\.svg$/, ".vl.json");
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

// The marks that say something, with the box around each; what is told of a whole line is told at its points.
function marksOf(root) {
  const marks = [];
  const walk = (group, x, y) => {
    for (const mark of group.items) {
      for (const item of mark.items) {
        if (mark.marktype === "group") walk(item, x + item.x, y + item.y);
        else if (typeof item.tooltip === "string" && item.tooltip && !["line", "area"].includes(mark.marktype)) {
          const { x1, y1, x2, y2 } = item.bounds;
          marks.push({ text: item.tooltip, x1: x + x1, y1: y + y1, x2: x + x2, y2: y + y2 });
        }
      }
    }
  };
  walk({ items: [{ marktype: "group", items: root.items }] }, 0, 0);
  return marks;
}

function listen(place, tip, ring, said, marks, leave) {
  // An interval and its dot say the same: the keyboard stops at the smaller of the two.
  const stops = new Map();
  const size = (mark) => mark.x2 - mark.x1 + mark.y2 - mark.y1;
  for (const mark of marks) {
    if (!stops.has(mark.text) || size(mark) < size(stops.get(mark.text))) stops.set(mark.text, mark);
  }
  const order = [...stops.values()];
  let at = -1;

  // From the drawing's own measure to pixels of the window; the drawing is as wide as the page lets it be.
  const matrix = () => place.querySelector("svg > g").getScreenCTM();

  function show(mark) {
    const scale = matrix();
    const [one, other] = [new DOMPoint(mark.x1, mark.y1), new DOMPoint(mark.x2, mark.y2)].map((p) => p.matrixTransform(scale));
    const frame = place.getBoundingClientRect();
    const [left, top, right, bottom] = [one.x - frame.left, one.y - frame.top, other.x - frame.left, other.y - frame.top];
    ring.hidden = tip.hidden = false;
    Object.assign(ring.style, { left: `${left - 3}px`, top: `${top - 3}px`, width: `${right - left + 6}px`, height: `${bottom - top + 6}px` });
    tip.replaceChildren(...mark.text.split("\n").map((line, number) => element(number ? "span" : "strong", "", line)));
    const x = Math.max(0, Math.min((left + right - tip.offsetWidth) / 2, frame.width - tip.offsetWidth));
    const above = top - tip.offsetHeight - 8;
    Object.assign(tip.style, { left: `${x}px`, top: `${above < 0 ? bottom + 8 : above}px` });
    at = order.findIndex((stop) => stop.text === mark.text);
  }

  function hide() {
    ring.hidden = tip.hidden = true;
    said.textContent = "";
  }

  function nearest(event) {
    const scale = matrix();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(scale.inverse());
    let best = null;
    for (const mark of marks) {
      const away = scale.a * Math.hypot(Math.max(mark.x1 - x, 0, x - mark.x2), Math.max(mark.y1 - y, 0, y - mark.y2));
      if (away <= NEAR && (!best || away < best.away || (away === best.away && size(mark) < size(best.mark)))) best = { away, mark };
    }
    return best && best.mark;
  }

  function point(event) {
    const mark = nearest(event);
    if (mark) show(mark);
    else hide();
  }

  place.addEventListener("pointermove", point);
  place.addEventListener("pointerdown", point);
  place.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
  place.addEventListener("blur", hide);
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") {
      if (tip.hidden) leave();
      else hide();
    } else if (step || event.key === "Home" || event.key === "End") {
      if (!order.length) return;
      const last = order.length - 1;
      const next = event.key === "Home" ? 0 : event.key === "End" ? last : Math.max(0, Math.min(last, at + step));
      show(order[next]);
      said.textContent = order[next].text.replaceAll("\n", ", ");
    } else return;
    event.preventDefault();
  });
}
