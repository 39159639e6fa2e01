import type { NotCorsCause } from './parsed-message.js';
import type { Reader } from './sentence.js';

/**
 * Safari prints failures of the network in the language of the system. What failed is a word in each: the certificate, the host
 * name, the time, the internet, the network, the server.
 */
const WORDS: readonly (readonly [NotCorsCause, RegExp])[] = [
  [
    'tls-failure',
    /\bSSL\b|\bTLS\b|[cs]erti?fi|Zertifikat|сертификат|証明書|证书|憑證|인증서|πιστοποιητικ|tanúsítvány|شهادة/i,
  ],
  [
    'dns-failure',
    /host ?na[am]|nom d.h[oô]te|nombre (?:de|del) (?:host|servidor)|nome (?:host|do host|do anfitrião)|ホスト名|主机名|主機名|호스트 이름|имен\S* (?:хоста|узла)|nazw\S* hosta|värdnamn|værtsnavn|vertsnavn|isäntänim|ana ?bilgisayar ad|název hostitele|názvom hostiteľa|gazdanév/i,
  ],
  [
    'timeout',
    /time[- ]?out|délai|expir|Zeitüberschreitung|tiempo|scadut|esgotado|タイムアウト|超时|逾時|시간 ?초과|тайм-?аут|врем[яе]|upłyn|tidsgräns|tidsafbrud|tidsavbrudd|aikakatkais|zaman ?aşımı|čas\S* limit|időtúllépés/i,
  ],
  ['not-cors', /internet|インターネット|互联网|網際網路|인터넷|интернет|διαδίκτυο|الإنترنت/i],
  [
    'connection-reset',
    /réseau|Netzwerk|\bred\b|\brete\b|\brede\b|netwerk|ネットワーク|网络|網路|네트워크|сет(?:ь|и|ев)|sieci|nätverk|netværk|nettverk|verkko|\bağ\b|síť|sieť|δικτύ|rețea|hálózat|xarxa|mạng|เครือข่าย|شبكة|רשת/i,
  ],
  [
    'connection-refused',
    /serveur|server|servidor|サーバ|服务器|伺服器|서버|сервер|serwer|palvelim|sunucu|διακομιστ|kiszolgáló|máy chủ|เซิร์ฟเวอร์|خادم|שרת/i,
  ],
];

/** Then it is a sentence in English, which has readers of its own, or about code. */
const OTHERS =
  /\b(?:the|of|is|was|not|to|in|read|reading|undefined|null|function|propert\w+|constructor|defined|failed)\b|[(){}]/i;

export const localizedNetworkReaders: readonly Reader[] = [
  {
    anchors: ['TypeError:', 'Failedtoloadresource:'],
    read(text, at) {
      const end = Math.min(text.lineEnd(at), at + 300);
      const line = text.slice(at, end, ' ');
      const sentence = line
        .slice(line.indexOf(':') + 1)
        .replace(/\([^)]{0,100}\)\s*$/, '')
        .trim();
      if (!/^\p{L}.{6,200}[.。।]?$/u.test(sentence) || OTHERS.test(sentence)) return undefined;
      const cause = WORDS.find(([, words]) => words.test(sentence))?.[0];
      return cause && { message: { kind: 'not-cors', topic: 'network', cause, engine: 'webkit' }, end };
    },
  },
];
