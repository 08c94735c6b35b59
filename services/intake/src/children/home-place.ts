/**
 * What an address says besides the township: the village, and the door where it is told to the door. Pure; reads
 * addresses as people write them (`安吉县孝丰镇大塘村12号`), knows no list of villages.
 */

/** Up to the smallest division above a village. */
const above = /^.*(?:[县区市旗镇乡]|街道)/u;
const village = /^\p{sc=Han}{1,6}?(?:村|社区|屯)/u;
const door = /\d+(?:号|室|弄|幢|栋)/u;
const untold = /某|不详|未知/u;

interface HomePlace {
  village?: string;
  door?: string;
}

export const homePlace = (address: string | undefined): HomePlace => {
  const text = (address ?? '').normalize('NFKC').replace(/\s+/gu, '');
  // 社区 ends as a district does
  const below = text.replace(/社区/gu, '社。').replace(above, '').replace(/社。/gu, '社区');
  if (below === '' || untold.test(below)) return {};
  const [named] = village.exec(below) ?? [];
  return { ...(named ? { village: named } : {}), ...(door.test(below) ? { door: below } : {}) };
};
