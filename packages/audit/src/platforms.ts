/**
 * Where anyone can publish a page under a name of their choice, the likeliest in origin lists first. `*` stands for that
 * name, in the form that the platform gives out.
 */
export const PLATFORMS: readonly string[] = `
*.vercel.app *.netlify.app *.pages.dev *.github.io *.herokuapp.com *.web.app *.onrender.com *.ngrok-free.app
*.ngrok.io *.cloudfront.net *.azurewebsites.net *.azurestaticapps.net *.up.railway.app *.fly.dev *.workers.dev
*.firebaseapp.com *.s3.amazonaws.com *.s3.us-east-1.amazonaws.com http://*.s3-website-us-east-1.amazonaws.com
*-uc.a.run.app *.lovable.app *.lovableproject.com *-3000.app.github.dev *.webflow.io *.myshopify.com *.ngrok.app
*.ngrok.dev *.appspot.com *.amplifyapp.com *.replit.dev *.gitpod.io *.csb.app *.webcontainer.io *.stackblitz.io
*.z6.web.core.windows.net *.trycloudflare.com
`
  .trim()
  .split(/\s+/);

/** The rest, sent only with `thorough`. */
export const RARE_PLATFORMS: readonly string[] = `
*.surge.sh *.streamlit.app *.bolt.host *.r2.dev *.blogspot.com *.gitlab.io *.framer.app *.hf.space
*.ondigitalocean.app *.replit.app ** */ *.ngrok-free.dev *.wixsite.com *.framer.website *.glitch.me *.deno.dev
*.vercel.dev *.now.sh *.azureedge.net *.elasticbeanstalk.com *.lambda-url.us-east-1.on.aws
*.execute-api.us-east-1.amazonaws.com http://*.s3-website.eu-central-1.amazonaws.com *.s3.eu-central-1.amazonaws.com
*.blob.core.windows.net *.azurecontainerapps.io *.azurefd.net *.euw.devtunnels.ms *.translate.goog *.val.run *.loca.lt
*.lhr.life *.serveo.net *.localhost.run *.zeabur.app *.koyeb.app *.base44.app *.v0.app *.vusercontent.net
*.supabase.co *.cloudfunctions.net *.notion.site *.squarespace.com *.wordpress.com *.godaddysites.com *.carrd.co
*.bubbleapps.io *.glide.page *.softr.app *.tiiny.site *.neocities.org *.pythonanywhere.com *.gradio.live
*.appwrite.global *.edgeone.app *.puter.site *.pantheonsite.io *.kinsta.app *.repl.co *.scf.usercontent.goog
*.wpengine.com *.strikingly.com *.weebly.com *.hubspotpagebuilder.com *.preview.app.github.dev *.githubpreview.dev
*.codesandbox.io
`
  .trim()
  .split(/\s+/);

/** An origin on a platform, under that name. */
export const originOn = (platform: string, name: string): string =>
  (platform.includes('://') ? platform : `https://${platform}`).replace('*', name);
