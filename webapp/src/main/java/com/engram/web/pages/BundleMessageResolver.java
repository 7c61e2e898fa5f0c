package com.engram.web.pages;

import com.engram.language.Language;
import com.engram.language.Messages;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;

/** Resolves the {@code #{key}} of templates by {@link Messages}, in the language of the template's locale. */
final class BundleMessageResolver extends AbstractMessageResolver {

    @Override
    public @Nullable String resolveMessage(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] arguments) {
        Messages messages = Messages.in(Language.of(context.getLocale()));
        return messages.has(key) ? messages.text(key, arguments == null ? new Object[0] : arguments) : null;
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] arguments) {
        return key;
    }
}
