import type { Stack } from './stack.js';
import { awsApiGatewayHttp } from './stacks/aws-api-gateway-http.js';
import { awsApiGatewayRest } from './stacks/aws-api-gateway-rest.js';
import { awsCloudfront } from './stacks/aws-cloudfront.js';
import { awsLambdaUrl } from './stacks/aws-lambda-url.js';
import { awsS3 } from './stacks/aws-s3.js';
import { azureApim } from './stacks/azure-apim.js';
import { azureAppService } from './stacks/azure-app-service.js';
import { cloudflareRules } from './stacks/cloudflare-rules.js';
import { firebase } from './stacks/firebase.js';
import { gcs } from './stacks/gcs.js';
import { netlify } from './stacks/netlify.js';
import { supabase } from './stacks/supabase.js';
import { vercel } from './stacks/vercel.js';

/** What is rented: an app's host, a store, a gateway or an edge. What is nearer to the app comes first. */
export const platforms: readonly Stack[] = [
  awsLambdaUrl,
  awsS3,
  gcs,
  azureAppService,
  supabase,
  firebase,
  vercel,
  netlify,
  awsApiGatewayRest,
  awsApiGatewayHttp,
  azureApim,
  awsCloudfront,
  cloudflareRules,
];
