import { awsCors } from '../aws-cors.js';
import { headerMark, type Stack } from '../stack.js';

export const awsApiGatewayHttp: Stack = {
  id: 'aws-api-gateway-http',
  title: 'Amazon API Gateway, HTTP API',
  role: 'platform',
  canProxy: true,
  before: ['azure-apim'],
  detect: (exchange) => headerMark(exchange, 'apigw-requestid', /./),
  limits: {
    name: 'An HTTP API',
    wildcards: 'none',
    anyHeader: 'without credentials',
  },
  render(policy) {
    return {
      files: [
        {
          path: 'template.yaml',
          language: 'yaml',
          where: 'in Properties of the AWS::ApiGatewayV2::Api',
          code: awsCors('CorsConfiguration', policy),
        },
      ],
      steps: [
        'Remove the Access-Control-… headers that the app sets: API Gateway ignores them once it has a configuration.',
        'aws cloudformation deploy --template-file template.yaml --stack-name $STACK',
      ],
      pitfalls: [
        'A route $default or OPTIONS with an authorizer still requires a token for preflights: add OPTIONS /{proxy+} without one.',
        'In a SAM template the same keys are under CorsConfiguration of the AWS::Serverless::HttpApi.',
      ],
      verified: 'documented',
    };
  },
};
