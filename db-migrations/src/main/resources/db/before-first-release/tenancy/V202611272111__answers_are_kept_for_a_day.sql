-- Answers may tell a secret that is shown once: they are kept sealed with the installation's key, those from before go.
delete from idempotent_answer;
