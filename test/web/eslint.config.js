// SPDX-License-Identifier: Apache-2.0
// What eslint holds the page's scripts and their tests to. Names that are not defined are tsc's
// business.
import js from '@eslint/js';

export default [
  js.configs.recommended,
  {
    rules: {
      'no-undef': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-shadow': 'error',
      'no-param-reassign': 'error',
      'no-implicit-coercion': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      'no-throw-literal': 'error',
      'no-unused-expressions': ['error', { allowShortCircuit: true }],
      'no-restricted-properties': ['error', { property: 'innerHTML', message: 'Make elements with h().' }],
      complexity: ['error', 20],
      'max-lines-per-function': ['error', 80],
      'max-len': ['error', { code: 180, ignoreStrings: true, ignoreTemplateLiterals: true }],
      semi: 'error',
      quotes: ['error', 'single', { avoidEscape: true }],
    },
  },
];
