/**
 * What identifies the reporter, as patterns: names with titles, numbers in every spelling, addresses, accounts.
 * Guarantees: built only from what the form holds and from how a call introduces itself; the names of the children and
 * their guardians are not touched. Not here: first person and kinship (`self-words.ts`).
 */
import { escapePattern, findSpans } from './spans';
import type { Replacement, Span } from './spans';

/** The reporter as typed; every field may be missing. */
export interface StatementReporter {
  kind?: string;
  /** as said, e.g. `亲属（姑姑）` */
  kindText?: string;
  name?: string;
  phone?: string;
  address?: string;
  relation?: string;
  organisation?: string;
}

export const REPORTER = '报告人';

const COMPOUND_SURNAMES = '欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|夏侯|端木|百里';
const PERSONAL_TITLES =
  '女士|先生|小姐|太太|夫人|阿姨|大妈|大娘|大爷|大伯|大叔|大婶|大嫂|大姐|大哥|婶婶|婶子|婶|嫂子|嫂|叔叔|叔|伯伯|伯|奶奶|爷爷|阿婆|阿公|姐|哥|师傅|同志|家长';
const OFFICE_TITLES =
  '老师|主任|书记|支书|干部|校长|园长|院长|医生|大夫|护士|护士长|社工|警官|民警|所长|站长|村长|会计|经理|老板|督导员|科长|局长|助理|教练|校医|书记员|委员';
const TITLE_END = new RegExp(`(?:${PERSONAL_TITLES}|${OFFICE_TITLES})$`);
/** Reporters that speak from an office; for the others a title like 老师 is somebody else. */
const PRIVATE_KINDS: readonly string[] = [
  'child',
  'guardian',
  'relative',
  'neighbour',
  'citizen',
  'anonymous',
];

/** `盛女士（化名）` -> `盛女士`; remarks in brackets are no name. */
export const bareName = (name: string | undefined): string =>
  (name ?? '').replace(/[（(][^）)]*[）)]/g, '').trim();

interface NameParts {
  surname: string;
  /** without surname; empty when only a title is known */
  given: string;
}

const partsOf = (name: string): NameParts | undefined => {
  const bare = bareName(name).replace(/^(?:村委会|居委会|学校|值班)/, '');
  if (!/^[一-龥·]{2,6}$/.test(bare) || NO_NAME.test(bare)) return undefined;
  const untitled = bare.replace(TITLE_END, '').replace(/^[老小阿](?=[一-龥]$)/, '');
  const surname = new RegExp(`^(?:${COMPOUND_SURNAMES})`).exec(untitled)?.[0] ?? untitled.charAt(0);
  const given = untitled.slice(surname.length);
  return surname === '' ? undefined : { surname, given };
};

/** Patterns of a reporter's name, longest form first. */
const namePatterns = (reporter: StatementReporter): RegExp[] => {
  const bare = bareName(reporter.name);
  const parts = partsOf(bare);
  const whole = bare.length >= 2 ? [new RegExp(escapePattern(bare), 'g')] : [];
  if (parts === undefined) return whole;
  const { surname, given } = parts;
  const titles = PRIVATE_KINDS.includes(reporter.kind ?? '')
    ? ownTitles(bare)
    : `${PERSONAL_TITLES}|${OFFICE_TITLES}`;
  const forms = [
    `${surname}(?:${given === '' ? '某某?' : `${escapePattern(given)}|${given.charAt(0)}?某`})?(?:${titles})`,
    `(?<![一-龥])(?:老|阿)${surname}(?![一-龥]?家)|[老阿]${surname}(?=说|讲|称|来电|反映|打|：|，|。|$)`,
    `(?:我|本人)(?:叫|姓名(?:是|叫)?|名叫|的名字(?:是|叫))${surname}[一-龥]{1,2}`,
    `(?:我|免贵|本人)(?:是)?姓${surname}`,
  ];
  const known =
    given.length >= 1
      ? [`${surname}${escapePattern(given)}`, ...(given.length >= 2 ? [escapePattern(given)] : [])]
      : [];
  return [...whole, ...[...known, ...forms].map((form) => new RegExp(form, 'g'))];
};

/** A private person keeps private titles, and the one she was noted with. */
const ownTitles = (bare: string): string => {
  const own = TITLE_END.exec(bare)?.[0];
  return own === undefined ? PERSONAL_TITLES : `${PERSONAL_TITLES}|${own}`;
};

/** 我叫王小红, 我姓王: a name that the form does not hold. */
const INTRODUCED =
  /(?:我|本人)(?:的?名字)?(?:叫|名叫|是叫|姓名是)([一-龥]{2,4}?)(?=[，。,；;！!、 \n]|的|$)|(?:我|免贵|本人)姓([一-龥])(?=[，。,；;！!\n]|$)/g;
/** 王建国：, 沈女士哭着说：, 来电人周婶，压低声音： at the start of the text. */
const LABEL = new RegExp(
  `^\\s*(?:来电人|报告人|举报人|求助人|反映人)?((?:${COMPOUND_SURNAMES}|[一-龥])[一-龥]{0,2}(?:${PERSONAL_TITLES}|${OFFICE_TITLES}))(?=[^。！？\\n]{0,8}[：:]|(?:来电|反映|说|称|打(?:来)?电话|报告|咨询|求助))`,
);
/** Two to four letters and a colon: a person's name, unless it names an office or an occasion. */
const NAME_LABEL = /^\s*(?:来电人|报告人)?([一-龥]{2,4})[：:]/;
const NO_NAME =
  /窗口|走访|记录|核实|登记|报告|来电|中心|学校|小学|中学|医院|派出所|公安|民政|街道|镇|乡|村|社区|妇联|团委|热线|家长|邻居|群众|匿名|网友|系统|备注|情况|时间|地点|上报|转来|急诊|居委|孩子|学生|女孩|男孩|儿童|路人|村民|市民|居民|今天|昨天|我|急诊|值班|接线|办案|账号|妇女|干警|[说称着哭讲问声腔]/;

/** Names by which the call introduces itself, beside the one on the form. */
const introducedNames = (text: string): { name: string; titled: boolean }[] => {
  const said = [...text.matchAll(INTRODUCED)].map((match) => ({
    name: match[1] ?? match[2] ?? '',
    titled: false,
  }));
  const label = LABEL.exec(text)?.[1];
  const plain = NAME_LABEL.exec(text)?.[1];
  const labelled = [
    ...(label === undefined ? [] : [{ name: label, titled: true }]),
    ...(plain === undefined || NO_NAME.test(plain) ? [] : [{ name: plain, titled: TITLE_END.test(plain) }]),
  ];
  return [...said, ...labelled].filter(({ name }) => name !== '' && !NO_NAME.test(name));
};

export const findNames = (text: string, reporter: StatementReporter): Replacement[] => {
  const known = namePatterns(reporter);
  const introduced = introducedNames(text).flatMap(({ name }) =>
    name.length >= 2 ? namePatterns({ ...reporter, name }) : [new RegExp(`(?:我|免贵|本人)姓${name}`, 'g')],
  );
  const spans = [...known, ...introduced].flatMap((pattern) => findSpans(text, pattern));
  return spans.map((span) => ({ ...withCallWord(text, span), kind: 'name', text: REPORTER }));
};

/** 来电人周婶 becomes one 报告人. */
const withCallWord = (text: string, span: Span): Span => {
  const call = /(?:来电人|报告人|举报人|求助人|反映人|联系人)(?:是|为|叫)?$/.exec(
    text.slice(Math.max(0, span.start - 5), span.start),
  );
  return { start: span.start - (call?.[0].length ?? 0), end: span.end };
};

const SEPARATOR = '[\\s\\-－—–_.·,、]*';
const DIGIT_FORMS: Readonly<Record<string, string>> = {
  '0': '[0０零〇o洞]',
  '1': '[1１一幺壹]',
  '2': '[2２二两贰]',
  '3': '[3３三叁]',
  '4': '[4４四肆]',
  '5': '[5５五伍]',
  '6': '[6６六陆]',
  '7': '[7７七柒拐]',
  '8': '[8８八捌]',
  '9': '[9９九玖勾]',
};
const MASK = '[*＊xX×●•某\\d０-９]';

/** Shorter numbers are public lines: 110, 12355. */
const PHONE_DIGITS = 7;

const digitPattern = (digit: string): string => DIGIT_FORMS[digit] ?? MASK;

/** Every spelling of the reporter's own number: spaced, full width, in words, masked, with country code, its last digits. */
const phonePatterns = (phone: string): RegExp[] => {
  const digits = phone.replace(/^\+?\s*86/, '').replace(/[^\d*＊xX×]/g, '');
  if (digits.length < PHONE_DIGITS || digits.replace(/\D/g, '').length < 5) return [];
  const whole = [...digits].map(digitPattern).join(SEPARATOR);
  const ends = `${[...digits.slice(0, 3)].map(digitPattern).join(SEPARATOR)}${SEPARATOR}${MASK}{2,6}${SEPARATOR}${[...digits.slice(-4)].map(digitPattern).join(SEPARATOR)}`;
  const lineOnly = /^0\d{9,11}$/.test(digits)
    ? [
        [...digits.slice(digits.length > 11 ? 4 : 3)].map(digitPattern).join(SEPARATOR),
        [...digits.slice(4)].map(digitPattern).join(SEPARATOR),
      ]
    : [];
  const tail = `(?:尾号|后四位|末四位|最后四位)(?:是|为)?${SEPARATOR}${[...digits.slice(-4)].map(digitPattern).join(SEPARATOR)}`;
  const prefix = '(?:\\+?86[\\s-]*)?';
  return [whole, ends, ...lineOnly, tail].map((form) => new RegExp(`${prefix}${form}`, 'g'));
};

/** A number that could be a phone: mobile, masked mobile, in words, or land line. */
const ANY_PHONE = new RegExp(
  `(?:\\+?86[\\s-]*)?(?<![\\d０-９])[1１一幺]${SEPARATOR}[3-9３-９三四五六七八九](?:${SEPARATOR}[\\d０-９*＊xX×零〇一二两三四五六七八九幺洞拐勾]){9}(?![\\d０-９])|(?<!\\d)0\\d{2,3}[-－\\s]?\\d{7,8}(?!\\d)|(?<!\\d)0\\d{2,3}[-－\\s]?[*＊]{3,4}\\d{3,4}`,
  'g',
);
const ACCOUNTS: readonly RegExp[] = [
  /(?:微信号?|wx|WX|VX|vx|V信|QQ号?|qq号?|扣扣号?|抖音号?|快手号?)(?:号码?)?(?:是|为|：|:|同号)?\s*[A-Za-z0-9_-]{5,20}/g,
  /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g,
];
const PLATE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{5,6}/g;
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?![\dXx])/g;

/** Somebody else's number stays: 他爸电话, 堂姐电话, 对方微信. */
const OTHERS =
  /(?:他|她|孩子|娃|爸|妈|父|母|爷|奶|外公|外婆|舅|姨|姑|叔|婶|姐|哥|老师|班主任|校长|学校|派出所|医院|村委|邻居|房东|老板|男的|女的|男子|女子|对方|嫌疑人|网友|司机|监护人|亲戚|家长|中介)[^，。；！？,;\n]{0,10}$/;
const OWN = /(?:我|本人|来电|报告人|联系我|回电|打给我|加我)[^，。；！？,;\n]{0,10}$/;

const clauseBefore = (text: string, start: number): string => {
  const from =
    Math.max(
      ...['，', '。', '；', '！', '？', ',', ';', '\n'].map((mark) => text.lastIndexOf(mark, start - 1)),
    ) + 1;
  return text.slice(Math.max(from, start - 24), start);
};

const isOthers = (text: string, span: Span): boolean => {
  const before = clauseBefore(text, span.start);
  return OTHERS.test(before) && !OWN.test(before);
};

export const findContacts = (text: string, reporter: StatementReporter): Replacement[] => {
  const own = phonePatterns(reporter.phone ?? '').flatMap((pattern) => findSpans(text, pattern));
  const others = findSpans(text, ANY_PHONE).filter((span) => !isOthers(text, span));
  const accounts = ACCOUNTS.flatMap((pattern) => findSpans(text, pattern)).filter(
    (span) => !isOthers(text, span),
  );
  const plates = findSpans(text, PLATE).filter((span) => /我|本人/.test(clauseBefore(text, span.start)));
  const numbers = findSpans(text, ID_NUMBER).filter((span) => OWN.test(clauseBefore(text, span.start)));
  return [
    ...[...own, ...others].map((span) => ({ ...span, kind: 'phone', text: '（电话略）' }) as const),
    ...[...accounts, ...plates, ...numbers].map(
      (span) => ({ ...span, kind: 'contact', text: '（联系方式略）' }) as const,
    ),
  ];
};

/** Parts of an address that name a place by themselves; the county's and township's names do not. */
const placesOf = (address: string): string[] => {
  const bare = address.replace(/[（(][^）)]*[）)]/g, '').trim();
  const tail = bare
    .replace(/^.*?(?:省|自治区)/, '')
    .replace(/^[一-龥]{2,4}?市/, '')
    .replace(/^[一-龥]{2,6}?(?:县|区)/, '');
  const fine = tail.replace(/^[一-龥]{1,5}?(?:镇|乡|街道)/, '');
  return [...new Set([bare, tail, fine])].filter((part) => part.length >= 3);
};

export interface PlaceContext {
  /** where the children are, as typed: these words stay */
  childPlaces: readonly string[];
  /** the reporter lives with the child: the place is the child's, only the tie to the reporter goes */
  livesWithChild: boolean;
}

const SAID_HOME =
  /(?:我|本人|俺|咱|我们|俺们)(?:家|现在|目前|现|自己|一家)?(?:就)?(?:住在|住|家住|家在|租住在|租住|租在|暂住在|居住在)(?!院)([^，。；！？,;!?\n]{2,30})/g;
const SAID_PLACE =
  /(?:我|本人|俺|我们)(?:现在|现|目前)?(?:就)?在([^，。；！？,;!?\n]{2,24}?(?:村|组|小区|弄|栋|幢|单元|室|号|社区|苑|公寓|大厦|路|街))(?=[，。；,;！!\n]|$)/g;

const isChildPlace = (place: string, context: PlaceContext): boolean =>
  context.childPlaces.some(
    (known) => known.includes(place) || place.includes(known) || sharesPlace(known, place),
  );

/** 横山镇柏树村三组 and 安居区横山镇柏树村三组: the same village is the same place. */
const sharesPlace = (known: string, place: string): boolean => {
  const village = /[一-龥]{2,6}?(?:村|社区|小区|苑)/.exec(place.replace(/^.*?(?:镇|乡|街道)/, ''))?.[0];
  return village !== undefined && known.includes(village);
};

export const findPlaces = (
  text: string,
  reporter: StatementReporter,
  context: PlaceContext,
): Replacement[] => {
  const known = placesOf(reporter.address ?? '').filter((place) => !isChildPlace(place, context));
  const typed = known.flatMap((place) => findSpans(text, new RegExp(escapePattern(place), 'g')));
  const homes = [...text.matchAll(SAID_HOME)].map((match) => homeOf(match, context));
  const places = [...text.matchAll(SAID_PLACE)].map((match) => placeOf(match, context));
  return [
    ...homes,
    ...places,
    ...typed.map((span) => ({ ...span, kind: 'address', text: '（住址略）' }) as const),
  ];
};

const homeOf = (match: RegExpMatchArray, context: PlaceContext): Replacement => {
  const start = match.index ?? 0;
  const place = match[1] ?? '';
  const span = { start, end: start + match[0].length, kind: 'address' } as const;
  if (context.livesWithChild) return { ...span, text: `孩子住${place}` };
  return isChildPlace(place, context)
    ? { ...span, text: `在${place}` }
    : { ...span, text: `${REPORTER}住（住址略）` };
};

const placeOf = (match: RegExpMatchArray, context: PlaceContext): Replacement => {
  const start = match.index ?? 0;
  const place = match[1] ?? '';
  const span = { start, end: start + match[0].length, kind: 'address' } as const;
  return isChildPlace(place, context)
    ? { ...span, text: `在${place}` }
    : { ...span, text: `${REPORTER}在（住址略）` };
};

/** A private person's workplace identifies her; a school, clinic or village that reports is where the child is, and stays. */
export const findOrganisation = (
  text: string,
  reporter: StatementReporter,
  childPlaces: readonly string[],
): Replacement[] => {
  const name = (reporter.organisation ?? '').trim();
  const needed =
    !PRIVATE_KINDS.includes(reporter.kind ?? '') || childPlaces.some((place) => place.includes(name));
  if (name.length < 3 || needed) return [];
  return findSpans(text, new RegExp(escapePattern(name), 'g')).map(
    (span) => ({ ...span, kind: 'organisation', text: '（单位略）' }) as const,
  );
};
