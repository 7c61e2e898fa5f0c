package com.engram.web.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;

/**
 * An expression of a variable and calls of methods, such as {@code words.decimal(score.ofTen(), 1)}. Arguments are such
 * expressions, whole numbers, and texts in quotes. Texts may be compared and appended, and conditions combined.
 */
abstract sealed class CallExpression {

    /** Names that mean something else in OGNL, or that Thymeleaf restricts. */
    private static final Set<String> RESERVED = Set.of(
            "param",
            "session",
            "application",
            "true",
            "false",
            "null",
            "and",
            "or",
            "not",
            "new",
            "in",
            "eq",
            "neq",
            "lt",
            "gt",
            "lte",
            "gte",
            "shl",
            "shr",
            "ushr",
            "bor",
            "xor",
            "band",
            "instanceof",
            "this",
            "root");

    /** Thrown when an evaluation meets something that only OGNL handles. Has no stack trace. */
    static final class UnsupportedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnsupportedException() {
            super(null, null, false, false);
        }
    }

    /** The value of the expression. */
    abstract @Nullable Object evaluate(IExpressionContext context);

    private static final class Variable extends CallExpression {
        private final String name;

        Variable(String name) {
            this.name = name;
        }

        @Override
        @Nullable Object evaluate(IExpressionContext context) {
            return context.getVariable(name);
        }
    }

    private static final class Literal extends CallExpression {
        private final @Nullable Object value;

        Literal(@Nullable Object value) {
            this.value = value;
        }

        @Override
        @Nullable Object evaluate(IExpressionContext context) {
            return value;
        }
    }

    private static final class Call extends CallExpression {
        private final CallExpression receiver;
        private final CalledMethod method;
        private final List<CallExpression> arguments;

        Call(CallExpression receiver, String name, List<CallExpression> arguments) {
            this.receiver = receiver;
            this.method = new CalledMethod(name, arguments.size());
            this.arguments = arguments;
        }

        @Override
        @Nullable Object evaluate(IExpressionContext context) {
            Object target = receiver.evaluate(context);
            if (target == null) {
                throw new UnsupportedException();
            }
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).evaluate(context);
            }
            return method.call(target, values);
        }
    }

    /** Appends to a text. */
    private static final class Appended extends CallExpression {
        private final CallExpression start;
        private final CallExpression end;

        Appended(CallExpression start, CallExpression end) {
            this.start = start;
            this.end = end;
        }

        @Override
        String evaluate(IExpressionContext context) {
            Object first = start.evaluate(context);
            Object second = end.evaluate(context);
            if (first instanceof String && (second instanceof String || second instanceof Integer)) {
                return first + second.toString();
            }
            throw new UnsupportedException();
        }
    }

    /** Compares two texts. */
    private static final class Compared extends CallExpression {
        private final CallExpression first;
        private final CallExpression second;
        private final boolean isEqual;

        Compared(CallExpression first, CallExpression second, boolean isEqual) {
            this.first = first;
            this.second = second;
            this.isEqual = isEqual;
        }

        @Override
        Boolean evaluate(IExpressionContext context) {
            if (first.evaluate(context) instanceof String one && second.evaluate(context) instanceof String other) {
                return one.equals(other) == isEqual;
            }
            throw new UnsupportedException();
        }
    }

    /** Both conditions, or one of them. */
    private static final class Combined extends CallExpression {
        private final CallExpression first;
        private final CallExpression second;
        private final boolean isDecidedBy;

        /** @param isDecidedBy the value of the first condition for which the second is not evaluated */
        Combined(CallExpression first, CallExpression second, boolean isDecidedBy) {
            this.first = first;
            this.second = second;
            this.isDecidedBy = isDecidedBy;
        }

        @Override
        Boolean evaluate(IExpressionContext context) {
            return isTrue(first, context) == isDecidedBy ? isDecidedBy : isTrue(second, context);
        }
    }

    /** One of two values, by a condition. */
    private static final class Choice extends CallExpression {
        private final CallExpression condition;
        private final CallExpression ifTrue;
        private final CallExpression ifFalse;

        Choice(CallExpression condition, CallExpression ifTrue, CallExpression ifFalse) {
            this.condition = condition;
            this.ifTrue = ifTrue;
            this.ifFalse = ifFalse;
        }

        @Override
        @Nullable Object evaluate(IExpressionContext context) {
            return (isTrue(condition, context) ? ifTrue : ifFalse).evaluate(context);
        }
    }

    private static boolean isTrue(CallExpression condition, IExpressionContext context) {
        if (condition.evaluate(context) instanceof Boolean value) {
            return value;
        }
        throw new UnsupportedException();
    }

    /** The expression; empty if it is of another kind. */
    static Optional<CallExpression> parse(String text) {
        try {
            return Optional.of(new Parser(text).parseAll());
        } catch (UnsupportedException e) {
            return Optional.empty();
        }
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text.strip();
        }

        CallExpression parseAll() {
            CallExpression whole = parseChoice();
            if (at < text.length()) {
                throw new UnsupportedException();
            }
            return whole;
        }

        private CallExpression parseChoice() {
            CallExpression condition = parseAlternatives();
            if (!skip("?")) {
                return condition;
            }
            CallExpression ifTrue = parseAppended();
            if (!skip(":")) {
                throw new UnsupportedException();
            }
            return new Choice(condition, ifTrue, parseAppended());
        }

        private CallExpression parseAlternatives() {
            CallExpression expression = parseConditions();
            while (skip("or ")) {
                expression = new Combined(expression, parseConditions(), true);
            }
            return expression;
        }

        private CallExpression parseConditions() {
            CallExpression expression = parseComparison();
            while (skip("and ")) {
                expression = new Combined(expression, parseComparison(), false);
            }
            return expression;
        }

        private CallExpression parseComparison() {
            CallExpression first = parseAppended();
            if (skip("==")) {
                return new Compared(first, parseAppended(), true);
            }
            return skip("!=") ? new Compared(first, parseAppended(), false) : first;
        }

        private CallExpression parseAppended() {
            CallExpression expression = parseCalls();
            while (skip("+")) {
                expression = new Appended(expression, parseCalls());
            }
            return expression;
        }

        private CallExpression parseCalls() {
            CallExpression expression = parseStart();
            while (peek() == '.') {
                at++;
                String name = parseName();
                expect('(');
                expression = new Call(expression, name, parseArguments());
            }
            return expression;
        }

        private CallExpression parseStart() {
            skipBlanks();
            char first = peek();
            if (first == '\'' || first == '"') {
                return parseText(first);
            }
            if (Character.isDigit(first)) {
                return parseNumber();
            }
            String name = parseName();
            if (name.equals("null")) {
                return new Literal(null);
            }
            if (RESERVED.contains(name)) {
                throw new UnsupportedException();
            }
            return new Variable(name);
        }

        private List<CallExpression> parseArguments() {
            List<CallExpression> arguments = new ArrayList<>();
            skipBlanks();
            if (peek() == ')') {
                at++;
                return List.of();
            }
            while (true) {
                arguments.add(parseAppended());
                skipBlanks();
                if (peek() == ')') {
                    at++;
                    return List.copyOf(arguments);
                }
                expect(',');
            }
        }

        /** OGNL takes a single letter in single quotes for a character. */
        private Literal parseText(char quote) {
            int end = text.indexOf(quote, at + 1);
            String inner = end < 0 ? "" : text.substring(at + 1, end);
            if (end < 0 || inner.length() == 1 && quote == '\'' || inner.indexOf('\\') >= 0) {
                throw new UnsupportedException();
            }
            at = end + 1;
            return new Literal(inner);
        }

        private Literal parseNumber() {
            int start = at;
            while (Character.isDigit(peek())) {
                at++;
            }
            String digits = text.substring(start, at);
            boolean isDecimal = digits.equals("0") || digits.charAt(0) != '0';
            if (digits.length() > 9 || !isDecimal || peek() == '.' || Character.isLetter(peek())) {
                throw new UnsupportedException();
            }
            return new Literal(Integer.valueOf(digits));
        }

        private String parseName() {
            int start = at;
            while (Character.isJavaIdentifierPart(peek()) && peek() != 0) {
                at++;
            }
            if (at == start || !Character.isJavaIdentifierStart(text.charAt(start))) {
                throw new UnsupportedException();
            }
            return text.substring(start, at);
        }

        /** Whether these characters come next, after blanks; if so, they are skipped. */
        private boolean skip(String wanted) {
            skipBlanks();
            boolean isNext = text.startsWith(wanted, at);
            at += isNext ? wanted.length() : 0;
            return isNext;
        }

        private void expect(char wanted) {
            if (peek() != wanted) {
                throw new UnsupportedException();
            }
            at++;
        }

        private void skipBlanks() {
            while (peek() == ' ') {
                at++;
            }
        }

        /** The next character; 0 at the end. */
        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }
    }
}
