module.exports = require('../../jest.preset.cjs')('routing');
