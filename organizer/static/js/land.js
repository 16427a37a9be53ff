/**
 * The ground of both maps: country shapes of Natural Earth on a canvas, in the page's own colours. The whole world comes
 * first, small; the fine shapes are fetched when somebody is near enough to see them.
 */
import '../vendor/topojson-client/topojson-client.min.js';
import { L, REACH, WEST } from './basemap.js';

const { topojson } = globalThis;
/** From this zoom on the fine shapes can be told from the first ones. */
const NEAR = 3.5;
/** South of this nobody meets. */
const ICE = -60;
/** Shapes beside the cut are drawn a second time, a turn away: [turn, does the polygon need it?]. */
const COPIES = [
  [0, () => true],
  [360, (west) => west < WEST + REACH],
  [-360, (_west, east) => east > WEST + 360 - REACH],
];

/**
 * What the server knows of the world: names in the page's language, disputes, the operator's own basemap. A map without
 * them is still a map.
 */
export async function loadWorld() {
  const answer = await fetch(`/${document.documentElement.lang}/places/world.json`).catch(() => null);
  return answer?.ok ? answer.json() : {};
}

/**
 * Draws land and borders. @param {object} map @param {{first: string, basemap: string}} addresses of the TopoJSON
 * @param {{borders?: string[][], lines?: object[], areas?: object[]}} [contested] what is drawn as disputed
 */
export async function drawLand(map, addresses, contested = {}) {
  map.createPane('contested'); // above streets
  const renderers = { renderer: L.canvas({ padding: 0.5 }), above: L.canvas({ padding: 0.5, pane: 'contested' }) };
  let layers = await layersOf(addresses.first, renderers, contested);
  const paint = () => {
    const style = getComputedStyle(map.getContainer());
    const colour = (name) => style.getPropertyValue(name).trim();
    layers.land.setStyle({ fillColor: colour('--land') });
    layers.coasts.setStyle({ color: colour('--coast') });
    layers.borders.setStyle({ color: colour('--border') });
    layers.dashed.setStyle({ color: colour('--coast') });
    layers.areas.setStyle({ color: colour('--coast'), fillColor: colour('--coast') });
  };
  const show = () => { paint(); for (const layer of Object.values(layers)) layer.addTo(map); };
  show();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  let fine = null;
  const refine = () => {
    if (map.getZoom() < NEAR || fine) return;
    fine = layersOf(addresses.basemap, renderers, contested).then((found) => {
      for (const layer of Object.values(layers)) layer.remove();
      layers = found;
      show();
    }).catch(() => { fine = null; }); // The first shapes stay; the next move tries again.
  };
  map.on('moveend', refine);
  refine();
}

async function layersOf(address, { renderer, above }, contested) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`no basemap: ${answer.status}`);
  const world = await answer.json();
  const { countries } = world.objects;
  const land = topojson.feature(world, countries).features.flatMap(({ geometry }) => polygonsOf(geometry))
    .filter(([outer]) => outer.some(([, lat]) => lat > ICE));
  const code = ({ properties, id }) => properties?.a3 ?? id;
  const isOpen = new Set((contested.borders ?? []).flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const mesh = (isWanted) => topojson.mesh(world, countries, isWanted).coordinates;
  const border = (wanted) => mesh((a, b) => a !== b && isOpen.has(`${code(a)} ${code(b)}`) === wanted);
  const quiet = { renderer, interactive: false };
  const disputed = { renderer: above, interactive: false };
  return {
    land: L.polygon(copied(land), { ...quiet, stroke: false, fillOpacity: 1, smoothFactor: 1 }),
    areas: L.polygon(copied((contested.areas ?? []).flatMap(polygonsOf)), { ...disputed, stroke: false, fillOpacity: 0.16 }),
    coasts: L.polyline(copied(mesh((a, b) => a === b).filter((line) => line.some(([, lat]) => lat > ICE)).flatMap(withoutCut).map((line) => [line])).flat(), { ...quiet, weight: 0.75 }),
    borders: L.polyline(copied(border(false).map((line) => [line])).flat(), { ...quiet, weight: 1 }),
    dashed: L.polyline(copied([...border(true), ...(contested.lines ?? []).flatMap(linesOf)].map((line) => [line])).flat(), {
      ...disputed, weight: 1.25, dashArray: '3 4', lineCap: 'butt',
    }),
  };
}

const polygonsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);
const linesOf = ({ type, coordinates }) => (type === 'LineString' ? [coordinates] : coordinates);

/** The pieces of a coast between its ends at 180°: there shapes are cut, and nothing ends. */
function withoutCut(line) {
  const isCut = ([lon]) => Math.abs(lon) > 179.9;
  const pieces = [[line[0]]];
  for (let at = 1; at < line.length; at += 1) {
    if (isCut(line[at]) && isCut(line[at - 1])) pieces.push([]);
    pieces.at(-1).push(line[at]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

/** Rings as Leaflet takes them, and those beside the cut a second time. */
function copied(shapes) {
  return COPIES.flatMap(([by, isNeeded]) => shapes
    .filter(([outer]) => {
      const lons = outer.map(([lon]) => lon);
      return isNeeded(Math.min(...lons), Math.max(...lons));
    })
    .map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon + by]))));
}
