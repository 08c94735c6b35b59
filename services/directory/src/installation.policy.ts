/**
 * Whether this is a demo or a county's real system, decided once. Pure. Guarantees: made-up accounts never come into a
 * real system, a demo never becomes one, and neither turns into the other later.
 */
export interface Installation {
  kind: 'demo' | 'real';
  /** of a real one; a demo takes every county that ships */
  counties: readonly string[];
}

export interface InstallationFacts {
  /** undefined: never written, so nothing or an older demo is there */
  known: Installation | undefined;
  /** counties in the database */
  loaded: readonly string[];
  /** folders at hand */
  shipped: readonly string[];
  /** the county that a real system is to be made for, or to take in */
  wanted: string | undefined;
}

/** A sentence for the person at the machine, in both languages. */
class InstallationError extends Error {}

const isDemo = ({ known, loaded }: InstallationFacts): boolean =>
  known ? known.kind === 'demo' : loaded.length > 0;

/** @throws InstallationError when a real system is wanted where a demo is, or for a county without a folder */
export const installationFor = (facts: InstallationFacts): Installation => {
  const { known, shipped, wanted } = facts;
  if (wanted === undefined) return known ?? { kind: 'demo', counties: [] };
  if (isDemo(facts))
    throw new InstallationError(
      '此数据目录是演示系统，不能转为正式系统，请换一个空的 YIMEN_DATA。' +
        ' This data holds a demo system; make a real one in an empty YIMEN_DATA.',
    );
  if (!shipped.includes(wanted))
    throw new InstallationError(
      `没有辖区 ${wanted} 的目录（现有 ${shipped.join('、')}）。There is no folder of county ${wanted}.`,
    );
  return { kind: 'real', counties: [...new Set([...(known?.counties ?? []), wanted])] };
};
