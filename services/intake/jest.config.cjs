module.exports = require('../../jest.preset.cjs')('intake');
