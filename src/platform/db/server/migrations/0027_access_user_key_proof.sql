-- Where server.key was lost, the server's word on public halves is given anew when their owner opens the key.
GRANT UPDATE (signing_key, proof) ON access_user_key TO app_auth;
