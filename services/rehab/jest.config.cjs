module.exports = require('../../jest.preset.cjs')('rehab');
