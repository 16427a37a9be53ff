/**
 * Names of countries, in the reader's language and direction, drawn between the marks: only where there is room, the
 * widest countries first. For eyes alone; marks and list say where events are.
 */
import { L } from './basemap.js';
import { boxesInView } from './map-view.js';

const SIZE = 12;
const GAP = 4;
const MOST = 40;

/**
 * @param {object} map @param {Array<[number, number, number, string]>} names longitude, latitude, room in degrees of
 *   longitude, name; the widest first
 */
export function showLabels(map, names) {
  const canvas = document.createElement('canvas');
  canvas.className = 'map__names';
  canvas.setAttribute('aria-hidden', 'true');
  map.getPanes().overlayPane.after(canvas);

  /** @param {HTMLElement[]} marks what no name may lie under */
  const draw = (marks) => {
    const { x: width, y: height } = map.getSize();
    const scale = Math.min(2, devicePixelRatio || 1);
    Object.assign(canvas, { width: width * scale, height: height * scale });
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    const pen = canvas.getContext('2d');
    const style = getComputedStyle(map.getContainer());
    const frame = map.getContainer().getBoundingClientRect();
    pen.scale(scale, scale);
    pen.font = `600 ${SIZE}px ${style.getPropertyValue('--font-sans')}`;
    Object.assign(pen, { direction: document.dir || 'ltr', textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 3 });
    pen.strokeStyle = style.getPropertyValue('--land');
    pen.fillStyle = style.getPropertyValue('--ink-soft');
    const buttons = map.getContainer().parentElement.querySelector('.map__buttons');
    const taken = [...marks, ...(buttons ? [buttons] : [])].map((mark) => {
      const { left, top, width: w, height: h } = mark.getBoundingClientRect();
      return [left - frame.left, top - frame.top, w, h];
    });
    const perDegree = 256 * 2 ** map.getZoom() / 360;
    let drawn = 0;
    for (const [lon, lat, room, name] of names) {
      if (drawn === MOST) break;
      const by = boxesInView(map).find(({ box }) => lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north)?.by;
      const wide = pen.measureText(name).width;
      if (by === undefined || wide > room * perDegree) continue;
      const { x, y } = map.latLngToContainerPoint([lat, lon + by]);
      const rect = [x - wide / 2 - GAP, y - SIZE / 2 - GAP, wide + 2 * GAP, SIZE + 2 * GAP];
      if (rect[0] < 0 || rect[1] < 0 || rect[0] + rect[2] > width || rect[1] + rect[3] > height) continue;
      if (taken.some((other) => touch(rect, other))) continue;
      taken.push(rect);
      pen.strokeText(name, x, y);
      pen.fillText(name, x, y);
      drawn += 1;
    }
    canvas.dataset.names = String(drawn);
  };
  return { draw };
}

function touch([ax, ay, aw, ah], [bx, by, bw, bh]) {
  return ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah;
}
