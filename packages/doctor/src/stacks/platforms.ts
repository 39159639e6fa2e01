import { awsApiGatewayHttp } from './aws-api-gateway-http.js';
import { awsApiGatewayRest } from './aws-api-gateway-rest.js';
import { awsCloudfront } from './aws-cloudfront.js';
import { awsLambdaUrl } from './aws-lambda-url.js';
import { awsS3 } from './aws-s3.js';
import { azureApim } from './azure-apim.js';
import { azureAppService } from './azure-app-service.js';
import { cloudflareRules } from './cloudflare-rules.js';
import { firebase } from './firebase.js';
import { gcs } from './gcs.js';
import { netlify } from './netlify.js';
import type { Stack } from './stack.js';
import { supabase } from './supabase.js';
import { vercel } from './vercel.js';

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
