import { homePlace } from './home-place';

describe('what an address says below the township', () => {
  it.each([
    ['安吉县孝丰镇大塘村12号', { village: '大塘村', door: '大塘村12号' }],
    ['孝丰镇大塘村', { village: '大塘村' }],
    ['大塘村三组', { village: '大塘村' }],
    ['安吉县昌硕街道 天目社区 胜利路１２号3幢', { village: '天目社区', door: '天目社区胜利路12号3幢' }],
    ['安吉县昌硕街道胜利西路8号', { door: '胜利西路8号' }],
    ['泗县某镇某村', {}],
    ['安吉县孝丰镇', {}],
    [undefined, {}],
  ])('%s: %j', (address, place) => expect(homePlace(address)).toEqual(place));
});
