import { awsCors } from '../aws-cors.js';
import { hostMark, type Stack } from '../stack.js';

export const awsLambdaUrl: Stack = {
  id: 'aws-lambda-url',
  title: 'AWS Lambda function URL',
  role: 'platform',
  detect: (exchange) => hostMark(exchange, /\.lambda-url\.[a-z0-9-]+\.on\.aws$/),
  limits: {
    name: 'A function URL',
    wildcards: 'none',
    methods: ['GET', 'PUT', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    anyHeader: 'without credentials',
    maxAge: { from: 0, to: 86_400 },
  },
  render(policy) {
    return {
      files: [
        {
          path: 'template.yaml',
          language: 'yaml',
          where: 'in Properties of the AWS::Lambda::Url',
          code: awsCors('Cors', policy),
        },
      ],
      steps: [
        'Remove every Access-Control-… header that the function sets, and its response to OPTIONS: both would be sent.',
        'aws cloudformation deploy --template-file template.yaml --stack-name $STACK',
      ],
      pitfalls: [
        'OPTIONS is not a valid value of AllowMethods: the URL responds to preflights by itself.',
        'With AuthType AWS_IAM a page has to sign its request; the preflight needs no signature.',
      ],
      verified: 'documented',
    };
  },
};
