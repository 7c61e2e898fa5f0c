package com.engram.web.pages;

import java.util.Set;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/** The attribute {@code page:part} of templates: its element is replaced by the part of a page, a {@link View}. */
final class PartDialect extends AbstractProcessorDialect {

    private static final String PREFIX = "page";

    private final PageParts parts;

    PartDialect(PageParts parts) {
        // After the standard attributes of the same element, such as th:each.
        super("Parts of pages", PREFIX, StandardDialect.PROCESSOR_PRECEDENCE + 1);
        this.parts = parts;
    }

    @Override
    public Set<IProcessor> getProcessors(String dialectPrefix) {
        return Set.of(new PartProcessor(dialectPrefix, parts, getDialectProcessorPrecedence()));
    }

    private static final class PartProcessor extends AbstractAttributeTagProcessor {

        private final PageParts parts;

        PartProcessor(String prefix, PageParts parts, int precedence) {
            super(TemplateMode.HTML, prefix, null, false, "part", true, precedence, true);
            this.parts = parts;
        }

        @Override
        protected void doProcess(
                ITemplateContext context,
                IProcessableElementTag element,
                AttributeName name,
                String value,
                IElementTagStructureHandler structure) {
            Object part = StandardExpressions.getExpressionParser(context.getConfiguration())
                    .parseExpression(context, value)
                    .execute(context);
            if (!(part instanceof View view)) {
                throw new IllegalArgumentException(value + " is " + part + ", and no part of a page");
            }
            structure.replaceWith(parts.html(view, context), false);
        }
    }
}
