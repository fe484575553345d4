// Stands in the page of a checklist: shows its questions, and hides the actions that the answers rule out. A question
// without an answer rules out nothing.
(function(d,said){
function all(what,inside){return[].slice.call((inside||d).querySelectorAll(what))}
function given(name){
return all("fieldset").some(function(one){
var answer=one.querySelector(":checked");
return answer?answer.value==name:all("input",one).some(function(input){return input.value==name})})}
function fits(when){
if(typeof when=="string")return given(when);
return when[0]=="any"?when.slice(1).some(fits):when.slice(1).every(fits)}
function show(){
var groups=all("[data-when]");
groups.forEach(function(one){one.hidden=!fits(JSON.parse(one.dataset.when))});
said.textContent=all("ol>li").filter(function(one){return!one.parentNode.parentNode.hidden}).length}
d.getElementById("ask").hidden=0;
d.getElementById("all").hidden=1;
d.addEventListener("change",show);
show()
})(document,document.getElementById("said"))
