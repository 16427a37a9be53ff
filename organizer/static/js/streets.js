/**
 * Streets from the operator's own basemap, for those who zoom in: tiles in one file on our server, asked for in parts,
 * drawn on canvases. Nothing of it is loaded before somebody is near enough, or where there is no such file.
 */
import { L } from './basemap.js';

/** From this zoom on; before, the shapes of countries say more. */
const NEAR = 6;

/** @param {object} map @param {{address: string, kind: string, max_zoom: number, min_zoom: number, box: number[], credit: string}} archive */
export function showStreets(map, archive) {
  map.createPane('streets');
  const credit = Object.assign(document.createElement('p'), { className: 'map__credit', textContent: archive.credit || '© OpenStreetMap', dir: 'auto', hidden: true });
  map.getContainer().append(credit);
  const night = matchMedia('(prefers-color-scheme: dark)');
  let layer = null;
  let isComing = false;
  const isNear = () => map.getZoom() >= Math.max(NEAR, archive.min_zoom) && map.getBounds().intersects(boxOf(archive));
  const look = async () => {
    if (isComing) return;
    if (isNear() && !layer) {
      isComing = true;
      const make = await loadLibrary().finally(() => { isComing = false; });
      layer = archive.kind === 'mvt' ? drawn(make, archive, night.matches) : pictured(make, archive);
      if (isNear()) layer.addTo(map);
    } else if (layer) {
      if (isNear()) layer.addTo(map); else layer.remove();
    }
    const isShown = Boolean(layer && map.hasLayer(layer));
    credit.hidden = !isShown;
    map.getContainer().classList.toggle('map__live--streets', isShown);
  };
  night.addEventListener('change', () => { layer?.remove(); layer = null; look(); });
  map.on('moveend', look);
  look();
}

const boxOf = ({ box: [west, south, east, north] }) => L.latLngBounds([south, west], [north, east]);

let library = null;

/** The library is a script of the old kind, so it is not imported. */
function loadLibrary() {
  library ??= new Promise((done, failed) => {
    const src = new URL('../vendor/protomaps-leaflet/protomaps-leaflet.js', import.meta.url).href;
    document.head.append(Object.assign(document.createElement('script'), { src, onload: () => done(globalThis.protomapsL), onerror: failed }));
  });
  return library;
}

/** Vector tiles in the scheme of Protomaps, with names in the page's language. */
function drawn({ leafletLayer }, archive, isNight) {
  const layer = leafletLayer({
    url: archive.address, flavor: isNight ? 'dark' : 'light', lang: document.documentElement.lang, maxDataZoom: archive.max_zoom,
    pane: 'streets', attribution: '', bounds: boxOf(archive),
  });
  layer.backgroundColor = undefined; // beyond the archive the countries stay to be seen
  return layer;
}

/** Tiles that are pictures. */
function pictured({ PmtilesSource }, archive) {
  const source = new PmtilesSource(archive.address, false);
  const Pictures = L.GridLayer.extend({
    createTile({ z, x, y }, done) {
      const tile = Object.assign(document.createElement('canvas'), { width: 512, height: 512 });
      source.p.getZxy(z, x, y)
        .then((found) => (found ? createImageBitmap(new Blob([found.data])) : null))
        .then((picture) => { if (picture) tile.getContext('2d').drawImage(picture, 0, 0, 512, 512); done(null, tile); })
        .catch((error) => done(error, tile));
      return tile;
    },
  });
  return new Pictures({ pane: 'streets', maxNativeZoom: archive.max_zoom, minNativeZoom: archive.min_zoom, bounds: boxOf(archive) });
}
