import { guardianNames, guardianPhones } from './guardian-words';

describe('guardians in words', () => {
  it.each([
    ['父亲王建国，电话13800001234；母亲李梅', ['王建国', '李梅']],
    ['监护人：欧阳建军（外出务工）', ['欧阳建军']],
    ['奶奶是张桂兰', ['张桂兰']],
    ['父母均在广东务工，可电话联系但不回；无委托照护', []],
    ['生母在厂上夜班（可联系）；继父醉酒施暴；生父不详', []],
    ['父亡；母患病在外；祖母照料', []],
    ['祖父', []],
    [undefined, []],
  ])('%s names %j', (said, names) => expect(guardianNames(said)).toEqual(names));

  it.each([
    ['父亲王建国 138-0000-1234；母亲 +8613900005678', ['13800001234', '13900005678']],
    ['母亲 138****1234', []],
    ['身份证330523201812039998', []],
    ['3个孩子，2018年', []],
  ])('%s gives the numbers %j', (said, phones) => expect(guardianPhones(said)).toEqual(phones));
});
