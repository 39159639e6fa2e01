/** The first page that the browser shows, as a URL: a file might be out of the reach of a browser in a box (Snap, Flatpak). */
export const warningPage = (url: string): string =>
  `data:text/html;charset=utf-8;base64,${Buffer.from(markup(url)).toString('base64')}`;

const markup = (url: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>⚠ Web security is off</title>
<style>
body { margin: 0; padding: 8vh 8vw; background: #b00020; color: #fff; font: 1.2rem/1.5 system-ui, sans-serif }
main { max-width: 42rem }
a { color: #fff; font-weight: 700 }
</style>
<main>
<h1>⚠ Web security is off in this browser</h1>
<p>Every page that you open in this window can read every site, and whatever you are signed in to here. Open nothing but
the page that you develop, and sign in nowhere else. All of it is deleted when you close the window.</p>
<p>It is for one question: is CORS the only thing that is wrong? If your page works here, it is. If it does not, something
else is wrong too.</p>
<p>It mends nothing and proves nothing of your server: nobody else's browser is like this one.
<code>corsmith check</code> finds what to change on the server, and <code>corsmith proxy</code> lets you go on until then.</p>
<p><a id="go-on" href="${escaped(url)}">Go on to ${escaped(url)}</a></p>
</main>
`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
