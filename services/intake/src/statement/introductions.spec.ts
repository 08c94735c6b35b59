import { introducedNames, introducedSurnames, introductionForms } from './introductions';

describe('a caller who says', () => {
  it.each(introductionForms)('%s has told a name', (form) => {
    expect(introducedNames(`${form}，孩子在哭。`.replace('：，', '：').replace('，，', '，'))).toHaveLength(
      1,
    );
  });

  it.each([
    ['我叫王小红，楼上打孩子', '王小红'],
    ['我是孝丰镇的钱桂英。', '钱桂英'],
    ['我是村主任马明，村里有个孩子', '马明'],
    ['我是欧阳老师，', '欧阳老师'],
    ['本人李建国，', '李建国'],
    ['李红来电：', '李红'],
    ['我叫 Li Na，', 'Li Na'],
  ])('%s is called %s', (text, name) => {
    expect(introducedNames(text)).toEqual([name]);
  });

  it.each([
    '我是安吉人，',
    '我是高中老师，',
    '我是班主任，',
    '我是常住户，',
    '我是路过的，',
    '我是他邻居，',
    '我是担心孩子安全，',
    '学校反映孩子没来。',
    '孩子叫周小米，',
    '她妈妈是林芳，',
    '打他的是王强，',
  ])('%s has told no name of his own', (text) => {
    expect(introducedNames(text)).toEqual([]);
  });

  it.each([
    ['我姓周，', ['周']],
    ['我在医院上班，姓沈，', ['沈']],
    ['免贵姓欧阳。', ['欧阳']],
    ['孩子姓周，', []],
  ])('%s has told the surname %j', (text, surnames) => {
    expect(introducedSurnames(text)).toEqual(surnames);
  });
});
