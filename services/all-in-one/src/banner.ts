/** What a person reads when the system is up: where to go, how to get in, where the data lies. */
export interface BannerFacts {
  url: string;
  dataDir: string;
  readyMs: number;
  firstStart: boolean;
  /** a county's own, or a demo of every county that ships */
  kind: 'demo' | 'real';
  /** codes of the counties whose tables and accounts are there */
  counties: readonly string[];
}

/** A real system names no demo. */
const passwordLine = ({ kind }: BannerFacts): string =>
  kind === 'real'
    ? '  登录 sign in:   管理员由 yimen init 建立 the administrator was made by yimen init'
    : '  密码 password:  npx yimen accounts --passwords   （首次查看时生成 made when first asked for）';

export const banner = (facts: BannerFacts): string => {
  const { url, dataDir, readyMs, firstStart, kind, counties } = facts;
  const made = firstStart ? `  （新建 new, ${counties.join(' ')} 演示账户 demo accounts）` : '';
  return [
    '',
    `  一门 Yimen 已就绪 (ready in ${(readyMs / 1000).toFixed(1)} s)`,
    '',
    `  打开 open:      ${url}`,
    passwordLine(facts),
    ...(kind === 'demo' ? ['  演示 demo:      npm run demo'] : [`  辖区 county:    ${counties.join(' ')}`]),
    `  数据 data:      ${dataDir}${made}`,
    '  停止 stop:      Ctrl-C',
    '',
    '',
  ].join('\n');
};
