package com.engram.launcher.home;

import java.io.IOException;
import java.nio.file.Files;

/** The credentials of the first operator, written to {@code operator.json} at the first start. */
public record OperatorCredentials(String email, String password, String apiKey) {

    /** The operator of a home, generated at its first start. */
    public static OperatorCredentials of(Home home, Secrets secrets) throws IOException {
        String key = "eng_live_" + secrets.alphanumeric("operator.apiKey.prefix", 8) + "_"
                + secrets.alphanumeric("operator.apiKey.secret", 40);
        OperatorCredentials operator =
                new OperatorCredentials("operator@localhost", secrets.alphanumeric("operator.password", 20), key);
        if (!Files.exists(home.at("operator.json"))) {
            PrivateFile.write(home.at("operator.json"), operator.json());
        }
        return operator;
    }

    private String json() {
        return """
                {
                  "email": "%s",
                  "password": "%s",
                  "apiKey": "%s"
                }
                """.formatted(email, password, apiKey);
    }
}
