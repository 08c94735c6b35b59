module.exports = require('../../jest.preset.cjs')('civil-affairs');
