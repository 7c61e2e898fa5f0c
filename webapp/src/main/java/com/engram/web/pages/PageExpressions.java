package com.engram.web.pages;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.OGNLVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/**
 * Evaluates the expressions of templates. Most of them only call methods, such as {@code card.score().get()}: these are
 * evaluated here, several times as fast as by OGNL, which all others go to. A page of the gallery has thousands of them.
 */
final class PageExpressions implements IStandardVariableExpressionEvaluator {

    private final IStandardVariableExpressionEvaluator ognl = new OGNLVariableExpressionEvaluator(true);

    /** By their text, which comes from templates; empty for those that only OGNL evaluates. */
    private final Map<String, Optional<CallExpression>> parsed = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object evaluate(
            IExpressionContext context,
            IStandardVariableExpression expression,
            StandardExpressionExecutionContext execution) {
        if (isOfVariables(context, expression) && !execution.getPerformTypeConversion()) {
            Optional<CallExpression> calls = find(expression.getExpression());
            if (calls.isPresent()) {
                try {
                    return calls.get().evaluate(context);
                } catch (CallExpression.UnsupportedException e) {
                    // OGNL finds an overloaded method, converts an argument, or reports the failure.
                    return ognl.evaluate(context, expression, execution);
                }
            }
        }
        return ognl.evaluate(context, expression, execution);
    }

    /** Whether names in the expression are variables, and not properties of a selected object. */
    private static boolean isOfVariables(IExpressionContext context, IStandardVariableExpression expression) {
        return !expression.getUseSelectionAsRoot()
                || !(context instanceof ITemplateContext template && template.hasSelectionTarget());
    }

    private Optional<CallExpression> find(String text) {
        Optional<CallExpression> known = parsed.get(text);
        return known == null ? parsed.computeIfAbsent(text, CallExpression::parse) : known;
    }
}
