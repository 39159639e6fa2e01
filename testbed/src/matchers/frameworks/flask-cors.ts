import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PYTHON } from '../../stacks/python.js';
import { serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

/** What a resource has for its origins, with `supports_credentials`. A text with signs of a pattern in it is one, without an end. */
const comparisons = [
  wrong('reflects-any-origin', "'*'"),
  wrong('null-allowed', "['https://app.example.com', 'null']"),
  wrong('prefix-match', "r'https://(app|admin)\\.example\\.com'"),
  wrong('substring-match', "r'https://.*\\.example\\.com'"),
  wrong('localhost-allowed', "['https://app.example.com', 'http://localhost:3000']"),
  right("['https://app.example.com']"),
  right("r'https://(app|admin)\\.example\\.com$'"),
];

const program = `
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, supports_credentials=True, resources={
${comparisons.map(({ code }, index) => `    '/${index}': {'origins': ${code}},`).join('\n')}
})


@app.route('/<int:number>')
def respond(number):
    return ''


app.run(port=0, threaded=True)
`;

export const flaskCors: Language = {
  name: 'Flask-CORS',
  needs: ['flask'],
  comparisons,
  start(folder) {
    writeFileSync(path.join(folder, 'main.py'), program);
    return serve(PYTHON, ['main.py'], { folder, env: { PYTHONDONTWRITEBYTECODE: '1' } });
  },
};
