package com.engram.web.json;

import com.engram.web.StorableText;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a JSON string that the database can store. A number or a boolean does not become a text. */
final class JsonTextDeserializer extends StdScalarDeserializer<String> {

    /** What a client has to know about texts. */
    static final String RULE = "A text contains neither the character U+0000 nor half of a surrogate pair.";

    private static final long serialVersionUID = 1;

    JsonTextDeserializer() {
        super(String.class);
    }

    /** A text that no database can store. */
    static final class UnstorableTextException extends MismatchedInputException {

        private static final long serialVersionUID = 1;

        UnstorableTextException(@Nullable JsonParser parser) {
            super(parser, RULE, String.class);
        }
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getText();
        if (!StorableText.isStorable(text)) {
            throw new UnstorableTextException(parser);
        }
        return text;
    }
}
