/** Files of map data, as the server names them. */

/** What stands at an address of map data. @returns {Promise<any>} null when it cannot be read */
export async function read(address, options = {}) {
  const answer = await fetch(address, options);
  return answer.ok ? answer.json() : null;
}

/** The address of another file of the same list, with more in its query. @param {Record<string, string | string[]>} [more] */
export function beside(address, file, more = {}) {
  const url = new URL(address, document.baseURI);
  url.pathname = url.pathname.replace(/[^/]*$/, file);
  for (const [name, values] of Object.entries(more)) for (const value of [values].flat()) url.searchParams.append(name, value);
  return url.href;
}
