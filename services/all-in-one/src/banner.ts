/** What a person reads when the system is up: where to go, how to get in, where the data lies. */
export interface BannerFacts {
  url: string;
  dataDir: string;
  readyMs: number;
  firstStart: boolean;
  /** codes of the counties whose tables and demo accounts are there */
  counties: readonly string[];
}

export const banner = ({ url, dataDir, readyMs, firstStart, counties }: BannerFacts): string => {
  const made = firstStart ? `  （新建 new, ${counties.join(' ')} 演示账户 demo accounts）` : '';
  return [
    '',
    `  一门 Yimen 已就绪 (ready in ${(readyMs / 1000).toFixed(1)} s)`,
    '',
    `  打开 open:      ${url}`,
    '  密码 password:  npx yimen accounts --passwords   （首次查看时生成 made when first asked for）',
    '  演示 demo:      npm run demo',
    `  数据 data:      ${dataDir}${made}`,
    '  停止 stop:      Ctrl-C',
    '',
    '',
  ].join('\n');
};
