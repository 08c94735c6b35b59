/**
 * Word lists for names: surnames, titles, and what before a colon is no name. Data only.
 */

const alternatives = (...lines: readonly string[]): string => lines.join(' ').split(' ').join('|');

export const COMPOUND_SURNAMES = alternatives(
  '欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 夏侯',
);

/** Common enough that two to four letters before a colon are a name; 姓名： and 年龄： are not. */
export const SURNAME = `(?:${COMPOUND_SURNAMES}|[${[
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马苗花方俞任袁柳鲍史唐费廉',
  '岑薛雷贺倪汤滕殷罗毕郝邬安常乐傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁',
  '杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪解应宗丁宣邓郁单杭洪包左石崔吉',
  '龚程邢裴陆荣翁甄曲封储靳段富焦牧谷车侯全班秋仲伊宫宁仇栾甘厉祖武符刘景詹龙叶幸黎薄印白蒲鄂索赖卓蔺屠蒙池乔闻翟谭',
  '贡劳申扶冉桑桂牛寿通燕冀尚农温庄晏柴瞿阎连茹习艾鱼向古易戈廖耿满匡文寇欧利蔚隆巩聂晁敖冷辛阚简饶曾沙丰巢关相查游竺',
].join('')}])`;

/** Titles of private persons. */
export const PERSONAL_TITLES = alternatives(
  '女士 先生 小姐 太太 夫人 阿姨 大妈 大娘 大爷 大伯 大叔 大婶 大嫂 大姐 大哥 婶婶 婶子 婶 嫂子 嫂',
  '叔叔 叔 伯伯 伯 奶奶 爷爷 阿婆 阿公 姐 哥 师傅 同志 家长',
);
/** Titles of people who speak from an office. */
export const OFFICE_TITLES = alternatives(
  '老师 主任 书记 支书 干部 校长 园长 院长 医生 大夫 护士长 护士 社工 警官 民警 所长 站长 村长 会计 经理',
  '老板 督导员 科长 局长 助理 教练 校医 委员',
);

/** Words of an office, an occasion or a form: what holds one is no personal name. */
export const NO_NAME = new RegExp(
  alternatives(
    '窗口 走访 记录 核实 登记 报告 来电 中心 学校 小学 中学 医院 派出所 公安 民政 街道 镇 乡 村 社区 妇联 团委 热线',
    '家长 邻居 群众 匿名 网友 系统 备注 情况 时间 地点 上报 转来 急诊 居委 孩子 学生 女孩 男孩 儿童 路人 市民 居民 今天 昨天',
    '我 值班 接线 办案 账号 妇女 干警 反映 陈述 补充 描述 诉求 内容 原话 说 称 着 哭 讲 问 声 腔',
  ),
);

/** Typed into the name field, these are nobody's name. */
export const NOT_A_NAME = new RegExp(
  `^(?:${alternatives(
    '孩子 儿童 学生 妈妈 爸爸 母亲 父亲 奶奶 爷爷 外婆 外公 邻居 家长 监护人 群众 匿名 不详 保密 本人 路人 市民 村民',
    '报告人 来电人 三来电 无名氏 没有 不知道',
  )})$`,
);
