package com.engram.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Completes the parameters of an operation: texts and examples by their names, codes, and the type of {@code limit}. */
final class ApiParameters {

    private static final int MAX_LIMIT = 100;

    private ApiParameters() {}

    /**
     * Completes the parameters of an operation.
     *
     * @param path the path of the operation; a parameter {@code id} is an id of what the segment before it names
     */
    static void complete(String path, Operation operation, ApiTexts texts) {
        for (Parameter parameter : parameters(operation)) {
            String name = parameter.getName();
            if (name == null) {
                continue;
            }
            String specific = "parameter." + owner(path, name) + "." + name;
            if (parameter.getDescription() == null) {
                texts.findText(specific)
                        .or(() -> texts.findText("parameter." + name))
                        .ifPresent(parameter::setDescription);
            }
            if (parameter.getExample() == null && parameter.getExamples() == null) {
                texts.findText(specific + ".example")
                        .or(() -> texts.findText("parameter." + name + ".example"))
                        .map(example -> name.equals("limit") ? (Object) Integer.valueOf(example) : example)
                        .ifPresent(parameter::setExample);
            }
            narrow(name, parameter);
        }
    }

    private static List<Parameter> parameters(Operation operation) {
        List<Parameter> parameters = operation.getParameters();
        return parameters == null ? List.of() : new ArrayList<>(parameters);
    }

    /** The segment before the parameter in the path, or the last one that is not a parameter. */
    private static String owner(String path, String name) {
        String owner = "";
        for (String segment : path.split("/")) {
            if (segment.equals("{" + name + "}")) {
                return owner;
            }
            if (!segment.startsWith("{")) {
                owner = segment;
            }
        }
        return owner;
    }

    private static void narrow(String name, Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (schema == null) {
            return;
        }
        if (name.equals("limit")) {
            @Nullable Object byDefault = schema.getDefaultValue();
            Schema number = OASFactory.createSchema()
                    .type(List.of(SchemaType.INTEGER))
                    .minimum(java.math.BigDecimal.ONE)
                    .maximum(java.math.BigDecimal.valueOf(MAX_LIMIT));
            if (byDefault != null) {
                number.setDefaultValue(Integer.valueOf(byDefault.toString()));
            }
            parameter.setSchema(number);
        }
        if (parameter.getIn() == Parameter.In.QUERY && schema.getEnumeration() == null) {
            Optional.ofNullable(FieldCodes.PARAMETERS.get(name))
                    .ifPresent(codes -> schema.setEnumeration(new ArrayList<>(codes)));
        }
    }
}
