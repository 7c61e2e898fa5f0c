// An OpenID Connect provider for the tests: PORT, and CALLBACK as the one redirect address. Its login page takes
// any name; the account "ann@example.com" has that address and the name "ann".
import { Provider } from 'oidc-provider';

const { PORT, CALLBACK } = process.env;
const issuer = `http://127.0.0.2:${PORT}`;

// Of some addresses it says nothing: undefined is left out.
const confirmed = (id) => (id.startsWith('unsaid') ? undefined : !id.startsWith('unconfirmed'));

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'engram',
    client_secret: 'the secret of the test client',
    redirect_uris: [CALLBACK],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['only for tests'] },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: confirmed(id), name: id.split('@')[0] }),
  }),
});

provider.listen(PORT, '127.0.0.2', () => console.log('ready'));
