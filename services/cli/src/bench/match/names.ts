/**
 * What made-up children and guardians are called: surnames, given characters and names by how common they are. Data
 * only; shares of surnames follow the public census lists, given names those of the registered newborns of the 2010s.
 * Nobody of any of these names is meant.
 */

/** Surname and its share of the population in per mille; what is left is spread over `rareSurnames`. */
export const surnames: readonly (readonly [string, number])[] = Object.entries({
  ...{
    王: 72,
    李: 71,
    张: 68,
    刘: 54,
    陈: 45,
    杨: 31,
    赵: 23,
    黄: 22,
    周: 21,
    吴: 20,
    徐: 17,
    孙: 15,
    胡: 13,
  },
  ...{
    朱: 13,
    高: 12,
    林: 12,
    何: 12,
    郭: 11,
    马: 11,
    罗: 9,
    梁: 8,
    宋: 8,
    郑: 8,
    谢: 7,
    韩: 7,
    唐: 7,
    冯: 6,
  },
  ...{
    于: 6,
    董: 6,
    萧: 6,
    程: 6,
    曹: 6,
    袁: 5,
    邓: 5,
    许: 5,
    傅: 5,
    沈: 5,
    曾: 5,
    彭: 5,
    吕: 5,
    苏: 5,
    卢: 5,
  },
  ...{
    蒋: 5,
    蔡: 5,
    贾: 4,
    丁: 4,
    魏: 4,
    薛: 4,
    叶: 4,
    阎: 4,
    余: 4,
    潘: 4,
    杜: 4,
    戴: 3,
    夏: 3,
    钟: 3,
    汪: 3,
  },
  ...{
    田: 3,
    任: 3,
    姜: 3,
    范: 3,
    方: 3,
    石: 3,
    姚: 3,
    谭: 3,
    廖: 3,
    邹: 3,
    熊: 3,
    金: 3,
    陆: 3,
    郝: 3,
    孔: 3,
  },
});

export const rareSurnames = [
  ...'白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳',
  ...'齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房',
  ...['欧阳', '司马', '上官', '诸葛', '皇甫'],
];

/** Characters of given names, the most common first. */
export const girlCharacters = [
  ...'梓欣涵怡雨诗佳思雅琪妍语萱子婷静瑶若依悦晨心馨嘉艺可慧彤清妙菲颖蕊芷诺然文月宁琳敏洁丹晓晴燕倩雪莹',
];
export const boyCharacters = [
  ...'子浩宇轩俊泽梓文博睿晨嘉明辰天昊铭皓杰志豪瑞然阳鑫佳凯鹏航逸涛毅翔一诚旭恒霖锐峰伟磊哲源康星楷',
];
/** Whole given names that one child in six has: they are what makes two children look like one. */
export const girlNames =
  '梓涵 欣怡 诗涵 雨涵 可馨 欣妍 思涵 梓萱 雨萱 佳怡 语桐 一诺 依诺 若汐 子涵 雨欣 梦琪 紫萱'.split(' ');
export const boyNames =
  '浩宇 子轩 浩然 宇轩 浩轩 梓轩 俊杰 子涵 宇航 皓轩 子豪 梓睿 俊熙 博文 一诺 沐宸 奕辰 天佑'.split(' ');

export const motherCharacters = [...'丽秀芳英华玉敏静娟燕红艳霞梅兰珍莉云萍洁琴凤雪莲晓小春琼桂美文爱玲丹慧'];
export const fatherCharacters = [
  ...'国建军伟文明志华平强小海永勇林晓云春峰刚新荣生金玉东德成龙波斌辉光宏亮学兴飞',
];

/** Characters of one sound, of which a listener cannot know which was meant. */
export const homophones = [
  ...[
    '晨辰宸',
    '轩萱宣',
    '浩昊皓',
    '宇雨语羽',
    '涵晗函',
    '梓子紫',
    '欣心馨昕',
    '怡依一仪',
    '佳嘉家',
    '琪祺淇',
    '俊峻',
  ],
  ...[
    '睿锐瑞',
    '明铭鸣',
    '雅亚',
    '妍言颜',
    '诺糯',
    '泽则',
    '博波',
    '杰洁',
    '思丝',
    '诗施',
    '彤桐童',
    '若偌',
    '悦月岳',
  ],
  ...[
    '瑶遥尧',
    '艺逸毅翼',
    '慧惠',
    '菲飞',
    '清青',
    '静靖敬',
    '文雯',
    '志智芷',
    '豪毫',
    '阳杨扬',
    '凯恺',
    '航杭',
    '涛滔',
  ],
  ...[
    '源元媛',
    '哲喆',
    '伟玮炜',
    '峰锋枫',
    '鹏朋',
    '翔祥',
    '旭绪',
    '婷亭',
    '蕊芮',
    '莹盈',
    '晓小',
    '琳霖林',
    '敏闽',
  ],
];

/** What dialect makes of a sound: a different syllable, written as it was heard. */
export const misheard: Readonly<Record<string, string>> = {
  ...{
    思: '诗',
    诗: '思',
    子: '志',
    志: '子',
    梓: '芷',
    芷: '梓',
    琳: '玲',
    霖: '灵',
    心: '星',
    欣: '星',
    晨: '岑',
  },
  ...{
    馨: '新',
    明: '民',
    铭: '敏',
    敏: '铭',
    静: '进',
    晴: '琴',
    宁: '玲',
    清: '亲',
    航: '寒',
    康: '刊',
    盛: '森',
  },
};

/** One name in two hands: simplified and traditional, or an old form that a register still has. */
export const variants: Readonly<Record<string, string>> = {
  ...{
    轩: '軒',
    峰: '峯',
    语: '語',
    诗: '詩',
    杰: '傑',
    伟: '偉',
    涛: '濤',
    鹏: '鵬',
    艺: '藝',
    颖: '穎',
    莹: '瑩',
  },
  ...{
    晓: '曉',
    洁: '潔',
    静: '靜',
    锐: '銳',
    铭: '銘',
    泽: '澤',
    诺: '諾',
    凯: '凱',
    哲: '喆',
    阳: '陽',
    张: '張',
  },
  ...{
    刘: '劉',
    陈: '陳',
    杨: '楊',
    赵: '趙',
    黄: '黃',
    吴: '吳',
    孙: '孫',
    马: '馬',
    罗: '羅',
    郑: '鄭',
    谢: '謝',
  },
  ...{
    韩: '韓',
    冯: '馮',
    于: '於',
    苏: '蘇',
    卢: '盧',
    叶: '葉',
    谭: '譚',
    邓: '鄧',
    许: '許',
    昊: '昦',
    宁: '寧',
  },
};

/** Names of made-up villages: one of the first and one of the second. */
export const villageHeads = [...'大小上下东西南北新老高红龙石双横竹杨柳桃松梅清白黄青'];
export const villageTails = [
  '塘',
  '坪',
  '溪',
  '岭',
  '湾',
  '桥',
  '坑',
  '店',
  '庄',
  '河',
  '沟',
  '山',
  '冲',
  '坝',
  '畈',
  '洼',
];
