package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** Expressions of templates have the value that OGNL gives them, whoever evaluates them. */
class PageExpressionsTest {

    private static final Path CARD = Path.of("src/main/webapp/WEB-INF/templates/card.html");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");

    private static final TemplateEngine OURS = PageTemplates.engine(new StringTemplateResolver());
    private static final TemplateEngine OGNL = ognl();

    /** What templates get: a record with values, and methods with arguments and overloads. */
    public record Card(String name, Optional<String> problem, double score) {

        public String named(String before, int count) {
            return before + count + name;
        }

        public String shown(long value) {
            return "long " + value;
        }

        public String shown(String value) {
            return "text " + value;
        }

        public String half(double value) {
            return "half " + value / 2;
        }

        public String fail() {
            throw new IllegalStateException("fails");
        }

        public boolean isNew() {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "card.name()",
                "card.name().length()",
                "card.problem().isPresent()",
                "card.problem().orElse('none')",
                "card.problem().orElse('x')",
                "card.problem().orElse(\"x\")",
                "card.named('before', 3)",
                "card.named( 'before' , 3 )",
                "card.named(name, 12)",
                "card.named('a' + name, 12)",
                "card.half(3)",
                "card.shown(3)",
                "card.shown(name)",
                "card.isNew()",
                "card.new",
                "card.score() - 0.5",
                "card.score() > 0.5 and card.isNew()",
                "map.get('key')",
                "map.get('q')",
                "map['key']",
                "list.isEmpty()",
                "list.size()",
                "list.size() + 1",
                "list",
                "missing",
                "missing == null",
                "name == 'Spring'",
                "name != 'Spring'",
                "character == 'S'",
                "name == missing",
                "name == 'Spring' or letter == 'S'",
                "name == 'Autumn' or letter == 'So' or card.isNew()",
                "name == 'Autumn' and letter == 'S'",
                "name == 'Spring' ? 'page' : null",
                "name == 'Autumn' ? 'page' : null",
                "name == 'Spring' ? card.name() : 'x'",
                "card.isNew() ? 'a' + name : 'b'",
                "name ? 'yes' : 'no'",
                "'level.' + name",
                "'level.' + name + '.' + letter",
                "'level.' + 3",
                "'level.' + card.score()",
                "'level.' + missing",
                "name + card.name().replace(\"i\", \"-\")",
                "3 + 4",
                "007",
                "#strings.isEmpty(name)",
                "not card.isNew()",
                "!card.isNew()",
                "{1, 2}",
            })
    void an_expression_has_the_value_that_ognl_gives_it(String expression) {
        assertThat(render(OURS, expression)).isEqualTo(render(OGNL, expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"card.fail()", "card.absent()", "missing.name()", "card.named(1)", "name == 'S'", "card.name("})
    void what_ognl_refuses_is_refused(String expression) {
        assertThatThrownBy(() -> render(OGNL, expression)).isInstanceOf(TemplateProcessingException.class);
        assertThatThrownBy(() -> render(OURS, expression)).isInstanceOf(TemplateProcessingException.class);
    }

    /** These are evaluated for each of the images, so nearly all of them have to be fast. */
    @Test
    void expressions_of_a_card_need_no_ognl() throws IOException {
        String card = Files.readString(CARD);
        Stream<String> slow = EXPRESSION
                .matcher(card)
                .results()
                .map(PageExpressionsTest::text)
                .filter(Predicate.not(text -> CallExpression.parse(text).isPresent()));

        assertThat(slow).isEmpty();
    }

    private static String text(MatchResult expression) {
        return expression.group(1).replace("&quot;", "\"");
    }

    private static String render(TemplateEngine engine, String expression) {
        Map<String, Object> model = new HashMap<>();
        model.put("name", "Spring");
        model.put("letter", "S");
        model.put("character", 'S');
        model.put("card", new Card("spring.jpg", Optional.empty(), 0.7));
        model.put("map", Map.of("key", "value", "q", "query"));
        model.put("list", List.of(1, 2));
        String template = "<p th:text=\"${" + expression.replace("\"", "&quot;") + "}\">x</p>";
        return engine.process(template, new Context(Locale.UK, model));
    }

    private static TemplateEngine ognl() {
        TemplateEngine engine = new TemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        return engine;
    }
}
